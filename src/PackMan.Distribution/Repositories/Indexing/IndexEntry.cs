using PackMan.Charts;
using PackMan.Distribution.Cache;
using PackMan.Distribution.Oci;
using PackMan.Yaml;

namespace PackMan.Distribution.Repositories.Indexing;

/// <summary>An entry of an `index.yaml` in the making.</summary>
/// <param name="Fields">As written, in the order of their names.</param>
internal sealed record IndexEntry(string Chart, SemanticVersion Version, YamlMap Fields)
{
    // Helm's reader takes no other fields (https://github.com/helm/helm/blob/main/pkg/chart/v2/metadata.go), and one it does not
    // know makes it refuse the whole index.
    private static readonly string[] KnownFields =
    [
        "annotations", "apiVersion", "appVersion", "condition", "dependencies", "deprecated", "description", "home", "icon", "keywords", "kubeVersion",
        "maintainers", "name", "sources", "tags", "type", "version",
    ];

    private static readonly string[] DependencyFields = ["alias", "condition", "enabled", "import-values", "name", "repository", "tags", "version"];
    private static readonly string[] MaintainerFields = ["email", "name", "url"];

    public string? Created => (Fields.Find("created") as YamlString)?.Value;

    public string? Digest => (Fields.Find("digest") as YamlString)?.Value;

    /// <summary>The entry of a packed chart.</summary>
    public static IndexEntry Of(ChartMetadata chart, ContentDigest digest, string url, string created)
    {
        var known = Only((YamlMap)ChartArtifact.AsText(chart.Source), KnownFields);
        foreach (var (list, fields) in new[] { ("dependencies", DependencyFields), ("maintainers", MaintainerFields) })
        {
            known = known.Find(list) is YamlList items ? known.With(list, YamlList.Of(items.Items.Select(item => item is YamlMap map ? Only(map, fields) : item))) : known;
        }

        return new IndexEntry(chart.Name, chart.Version, Sorted(known
            .With("created", new YamlString(created))
            .With("digest", new YamlString(digest.Hex))
            .With("urls", YamlList.Of(new YamlString(url)))));
    }

    /// <summary>An entry of an index there is already; null when it names no version.</summary>
    public static IndexEntry? TryRead(string chart, YamlNode node) =>
        node is YamlMap fields && fields.Find("version")?.ToString() is { } text && SemanticVersion.TryParse(text) is { } version ? new IndexEntry(chart, version, Sorted(fields)) : null;

    public IndexEntry CreatedAt(string created) => this with { Fields = Fields.With("created", new YamlString(created)) };

    private static YamlMap Only(YamlMap map, string[] fields) => YamlMap.Of(map.Entries.Where(entry => fields.Contains(entry.Key)));

    private static YamlMap Sorted(YamlMap map) => YamlMap.Of(map.Entries.OrderBy(entry => entry.Key, StringComparer.Ordinal));
}
