using System.Text;
using System.Text.Json;
using PackMan.Charts;
using PackMan.Distribution.Repositories.Indexes;
using PackMan.Yaml;

namespace PackMan.Distribution.Repositories.Indexing;

/// <summary>An `index.yaml` as a tree, to be made and merged; indexes that are only looked up are never held so.</summary>
/// <param name="Generated">When its content last changed.</param>
internal sealed record WrittenIndex(IReadOnlyList<IndexEntry> Entries, string Generated)
{
    private static readonly YamlReaderLimits Limits = new() { MaxCharacters = (int)IndexDownload.LargestIndex, MaxNodes = 20_000_000 };

    /// <summary>The index in a file; an empty one when there is no file.</summary>
    /// <exception cref="PackManException">The file is no index, or larger than any may be.</exception>
    public static WrittenIndex Read(string path, string name)
    {
        var file = new FileInfo(path);
        if (!file.Exists)
        {
            return new WrittenIndex([], "");
        }

        var root = file.Length <= IndexDownload.LargestIndex
            ? Parse(File.ReadAllBytes(path), name)
            : throw new RepositoryException($"The index `{name}` has more than {IndexDownload.LargestIndex >> 20} MiB, more than anybody reads", "Split the repository, or take old versions out of the index");
        var charts = root.Find("entries") is YamlMap entries && root.ContainsKey("apiVersion") ? entries : throw new IndexException(name, "it has no `apiVersion` and `entries`, so it is something else than an index");
        return new WrittenIndex(
            [.. charts.Entries.SelectMany(chart => (chart.Value as YamlList)?.Items.Select(entry => IndexEntry.TryRead(chart.Key, entry)).OfType<IndexEntry>() ?? [])],
            root.Find("generated")?.ToString() ?? "");
    }

    public byte[] Write(bool asJson)
    {
        var charts = Entries.GroupBy(entry => entry.Chart, StringComparer.Ordinal).OrderBy(chart => chart.Key, StringComparer.Ordinal).Select(chart => KeyValuePair.Create<string, YamlNode>(
            chart.Key,
            YamlList.Of(chart.OrderBy(entry => entry.Version, SemanticVersion.NewestFirst).Select(entry => entry.Fields))));
        var root = YamlMap.Of(
            KeyValuePair.Create<string, YamlNode>("apiVersion", new YamlString("v1")),
            KeyValuePair.Create<string, YamlNode>("entries", YamlMap.Of(charts)),
            KeyValuePair.Create<string, YamlNode>("generated", new YamlString(Generated)));
        return asJson ? [.. JsonText.WriteBytes(root, indented: true), (byte)'\n'] : Encoding.UTF8.GetBytes(YamlWriter.Write(root));
    }

    private static YamlMap Parse(byte[] bytes, string name)
    {
        if (bytes.AsSpan().TrimStart(" \t\r\n"u8) is not [(byte)'{', ..])
        {
            return YamlReader.ReadMap(Encoding.UTF8.GetString(bytes), name, Limits);
        }

        try
        {
            return (YamlMap)JsonText.Parse(bytes);
        }
        catch (JsonException broken)
        {
            throw new IndexException(name, $"it is no JSON (line {broken.LineNumber + 1 ?? 1})", broken);
        }
    }
}
