using System.Collections.Immutable;
using PackMan.Templating.Evaluation;
using PackMan.Yaml;

namespace PackMan.Distribution.Signing.Policy;

/// <summary>A policy file that says something wrong, with the place.</summary>
public sealed class PolicyFileException(string message, CodeFrame? frame, string? hint, Exception? innerException = null) : PackManException(message, innerException)
{
    public override string? Hint => hint;

    public override CodeFrame? Frame => frame;
}

/// <summary>The text of a policy file, able to point into itself.</summary>
internal sealed record PolicyText(string Name, string Text)
{
    public PolicyFileException Fault(YamlNode node, string message, string? hint = null)
    {
        var (line, column) = node.Origin is Origin.InFile place ? (place.Line, place.Column) : (1, 1);
        return new PolicyFileException($"`{Name}`: {message}", new CodeFrame(Name, line, column, Text.Split('\n').ElementAtOrDefault(line - 1)?.TrimEnd('\r')), hint);
    }
}

/// <summary>Typed reading of a map of a policy; what is unknown, missing or of the wrong type is an error at its place.</summary>
/// <param name="path">Where the map stands, as a prefix of field names: empty, or `rules[0].`.</param>
internal sealed class PolicyFields(PolicyText text, YamlMap map, string path = "")
{
    public void RequireKnown(params string[] known)
    {
        foreach (var (key, value) in map.Entries)
        {
            if (!known.Contains(key, StringComparer.Ordinal))
            {
                var near = NearestName.Find(key, known);
                throw text.Fault(value, $"`{path}{key}` is no field of a policy", near is null ? $"The fields here are {string.Join(", ", known.Select(name => $"`{name}`"))}" : $"Did you mean `{near}`?");
            }
        }
    }

    public string? Text(string key) => map.Find(key) switch
    {
        null or YamlNull => null,
        YamlString value => value.Value,
        YamlNumber number => number.Text,
        var other => throw WrongType(key, other, "text"),
    };

    public string RequiredText(string key, string example) => Text(key) is { Length: > 0 } value
        ? value
        : throw text.Fault(map.Find(key) ?? map, $"`{path}{key}` is missing", $"Add a line such as `{key}: {example}`");

    public bool Boolean(string key, bool otherwise) => map.Find(key) switch
    {
        null or YamlNull => otherwise,
        YamlBoolean value => value.Value,
        var other => throw WrongType(key, other, "`true` or `false`"),
    };

    /// <summary>Each text of a list, with an error for the ones that are wrong.</summary>
    public ImmutableArray<T> Texts<T>(string key, Func<string, Func<string, string?, PolicyFileException>, T> read) =>
        [.. Items(key).Select((item, index) => item is YamlString { Value.Length: > 0 } value
            ? read(value.Value, (reason, hint) => text.Fault(item, $"`{path}{key}[{index}]` {reason}", hint))
            : throw WrongType($"{key}[{index}]", item, "text"))];

    public IEnumerable<PolicyFields> Maps(string key) => Items(key).Select((item, index) => item is YamlMap entry
        ? new PolicyFields(text, entry, $"{path}{key}[{index}].")
        : throw WrongType($"{key}[{index}]", item, "a map"));

    /// <summary>An error at a field, or at the map when the field is absent.</summary>
    public PolicyFileException Fault(string key, string reason, string? hint = null) => text.Fault(map.Find(key) ?? map, $"`{path}{key}` {reason}", hint);

    private ImmutableArray<YamlNode> Items(string key) => map.Find(key) switch
    {
        null or YamlNull => [],
        YamlList list => list.Items,
        var other => throw WrongType(key, other, "a list"),
    };

    private PolicyFileException WrongType(string key, YamlNode found, string wanted) => text.Fault(found, $"`{path}{key}` must be {wanted}, not a {found.KindName}");
}
