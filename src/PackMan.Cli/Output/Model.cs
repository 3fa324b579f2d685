using PackMan.Yaml;

namespace PackMan.Cli.Output;

/// <summary>Builds what `-o json` and `-o yaml` print.</summary>
internal static class Model
{
    /// <summary>A map of the entries that are there, in the order given.</summary>
    public static YamlMap Map(params ReadOnlySpan<(string Key, YamlNode? Value)> entries)
    {
        var map = new List<KeyValuePair<string, YamlNode>>(entries.Length);
        foreach (var (key, value) in entries)
        {
            if (value is not null)
            {
                map.Add(KeyValuePair.Create(key, value));
            }
        }

        return YamlMap.Of(map);
    }

    public static YamlNode Text(string text) => new YamlString(text);

    /// <summary>The text, or no entry at all when it is empty (Go's `omitempty`).</summary>
    public static YamlNode? TextOrNone(string? text) => string.IsNullOrEmpty(text) ? null : new YamlString(text);

    public static YamlNode Number(long number) => new YamlNumber(number);

    public static YamlNode? MapOrNone(YamlMap map) => map.Count == 0 ? null : map;

    public static YamlNode? ListOrNone(YamlList list) => list.Count == 0 ? null : list;
}
