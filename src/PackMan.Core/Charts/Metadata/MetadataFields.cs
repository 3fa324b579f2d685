using System.Collections.Immutable;
using PackMan.Charts.Loading;
using PackMan.Templating.Evaluation;
using PackMan.Yaml;

namespace PackMan.Charts.Metadata;

/// <summary>Typed reading of a map in `Chart.yaml`; every fault is an error at the place of the field.</summary>
/// <param name="text">The file, for code frames.</param>
/// <param name="map">The map to read.</param>
/// <param name="path">Where the map stands, as a prefix of field names: empty, or `dependencies[0].`.</param>
internal sealed class MetadataFields(ChartText text, YamlMap map, string path = "")
{
    public YamlNode Node => map;

    /// <summary>The text of a field; null when it is absent. Numbers count with the digits they are written with (`appVersion: 1.10`).</summary>
    public string? Text(string key) => map.Find(key) switch
    {
        null or YamlNull => null,
        YamlString value => value.Value,
        YamlNumber number => number.Text,
        var other => throw WrongType(key, other, "text"),
    };

    public string RequiredText(string key, string example) => Text(key) is { Length: > 0 } value
        ? value
        : throw Fault(map.Find(key) ?? map, $"`{path}{key}` is missing", $"Add a line such as `{key}: {example}`");

    public bool Boolean(string key) => map.Find(key) switch
    {
        null or YamlNull => false,
        YamlBoolean value => value.Value,
        var other => throw WrongType(key, other, "`true` or `false`"),
    };

    public ImmutableArray<string> Texts(string key) =>
        [.. List(key).Items.Select((item, index) => item is YamlString or YamlNumber ? item.ToString()! : throw WrongType($"{key}[{index}]", item, "text"))];

    public YamlList List(string key) => map.Find(key) switch
    {
        null or YamlNull => YamlList.Empty,
        YamlList list => list,
        var other => throw WrongType(key, other, "a list"),
    };

    /// <summary>The maps of a list of maps, each ready to be read.</summary>
    public IEnumerable<MetadataFields> Maps(string key) => List(key).Items.Select((item, index) => item is YamlMap entry
        ? new MetadataFields(text, entry, $"{path}{key}[{index}].")
        : throw WrongType($"{key}[{index}]", item, "a map"));

    /// <summary>A map of texts; booleans count as well, because annotations such as `prerelease: true` are common.</summary>
    public ImmutableSortedDictionary<string, string> TextMap(string key) => map.Find(key) switch
    {
        null or YamlNull => ImmutableSortedDictionary<string, string>.Empty,
        YamlMap entries => entries.Entries.ToImmutableSortedDictionary(entry => entry.Key, entry => ScalarText(key, entry), StringComparer.Ordinal),
        var other => throw WrongType(key, other, "a map"),
    };

    /// <exception cref="ChartFileException">A key is none of the known ones.</exception>
    public void RequireKnown(params string[] known)
    {
        if (Unknown(known).FirstOrDefault() is ({ }, var fault))
        {
            throw fault;
        }
    }

    /// <summary>The keys that are none of the known ones, each with the error about it.</summary>
    public IEnumerable<(string Key, ChartFileException Fault)> Unknown(string[] known) => map.Entries
        .Where(entry => !known.Contains(entry.Key))
        .Select(entry => (entry.Key, Fault(entry.Value, $"`{path}{entry.Key}` is no field of `Chart.yaml`", HintFor(entry.Key, known))));

    /// <summary>An error at a field that is there.</summary>
    public ChartFileException Fault(string key, string reason, string? hint = null) =>
        Fault(map.Find(key) ?? map, $"`{path}{key}` {reason}", hint);

    private static string HintFor(string key, string[] known) => NearestName.Find(key, known) is { } nearest
        ? $"Did you mean `{nearest}`?"
        : $"Facts of your own go below `annotations`; the fields here are {string.Join(", ", known.Select(name => $"`{name}`"))}";

    private ChartFileException Fault(YamlNode node, string message, string? hint) =>
        new($"`{text.FileName}`: {message}", text.Frame(node), hint);

    private ChartFileException WrongType(string key, YamlNode found, string wanted) =>
        Fault(found, $"`{path}{key}` must be {wanted}, not a {found.KindName}", found is YamlBoolean ? "Put the value in quotes" : null);

    private string ScalarText(string key, KeyValuePair<string, YamlNode> entry) => entry.Value switch
    {
        YamlString or YamlNumber or YamlBoolean => entry.Value.ToString()!,
        YamlNull => "",
        var other => throw WrongType($"{key}.{entry.Key}", other, "text"),
    };
}
