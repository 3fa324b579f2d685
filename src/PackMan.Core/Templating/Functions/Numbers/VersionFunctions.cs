using PackMan.Charts;
using PackMan.Yaml;

namespace PackMan.Templating.Functions.Numbers;

/// <summary>Versions.</summary>
internal static class VersionFunctions
{
    /// <summary>Whether a version lies in a range (`>=1.21-0`, `^1.2 || ~2.0`).</summary>
    public static object? Compare(FunctionCall call)
    {
        var (text, range) = (call.Text(0), call.Text(1));
        var version = Version(call, text);
        var constraint = VersionConstraint.TryParse(range) ?? throw call.Error($"`{range}` is no version range", "Write it like `>=1.21-0` or `^1.2 || ~2.0`");
        return constraint.IsSatisfiedBy(version);
    }

    /// <summary>The parts of a version; those it lacks are empty strings, so that a template can ask for them.</summary>
    public static object? Parts(FunctionCall call)
    {
        var version = Version(call, call.Text(0));
        return call.Tree(YamlMap.Of(
            KeyValuePair.Create<string, YamlNode>("major", new YamlNumber(version.Major)),
            KeyValuePair.Create<string, YamlNode>("minor", new YamlNumber(version.Minor)),
            KeyValuePair.Create<string, YamlNode>("patch", new YamlNumber(version.Patch)),
            KeyValuePair.Create<string, YamlNode>("prerelease", new YamlString(string.Join('.', version.Prerelease))),
            KeyValuePair.Create<string, YamlNode>("build", new YamlString(version.Build ?? ""))));
    }

    private static SemanticVersion Version(FunctionCall call, string text) =>
        SemanticVersion.TryParse(text) ?? throw call.Error($"`{text}` is no semantic version");
}
