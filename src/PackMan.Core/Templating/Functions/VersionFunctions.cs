using PackMan.Charts;

namespace PackMan.Templating.Functions;

/// <summary>Versions.</summary>
internal static class VersionFunctions
{
    /// <summary>Whether a version lies in a range (`>=1.21-0`, `^1.2 || ~2.0`).</summary>
    public static object? Compare(FunctionCall call)
    {
        var (text, range) = (call.Text(0), call.Text(1));
        var version = SemanticVersion.TryParse(text.TrimStart('v')) ?? throw call.Error($"`{text}` is no semantic version");
        var constraint = VersionConstraint.TryParse(range) ?? throw call.Error($"`{range}` is no version range", "Write it like `>=1.21-0` or `^1.2 || ~2.0`");
        return constraint.IsSatisfiedBy(version);
    }
}
