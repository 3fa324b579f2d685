using System.Collections.Immutable;
using PackMan.Charts.Loading;
using PackMan.Yaml;

namespace PackMan.Charts.Metadata;

/// <summary>Reads `Chart.yaml`. Native charts may hold only known fields; Helm charts often carry old ones, which are passed over.</summary>
internal static class ChartMetadataReader
{
    private static readonly string[] KnownFields =
    [
        "apiVersion", "name", "version", "kubeVersion", "description", "type", "keywords", "home", "sources", "dependencies",
        "maintainers", "icon", "appVersion", "deprecated", "annotations",
    ];

    private static readonly string[] TextFields = ["description", "home", "icon", "appVersion"];

    /// <exception cref="ChartFileException">A field is missing, has the wrong type or says something impossible.</exception>
    public static ChartMetadata Read(ChartText text, YamlNode root)
    {
        var map = RequireMap(text, root);
        var fields = new MetadataFields(text, map);
        var apiVersion = ReadApiVersion(fields);
        if (apiVersion == ChartMetadata.NativeApiVersion)
        {
            fields.RequireKnown(KnownFields);
        }

        return Describe(fields, map) with
        {
            ApiVersion = apiVersion,
            Type = ReadType(fields),
            KubeVersion = ReadKubeVersion(fields),
            Dependencies = DependencyReader.Read(fields),
            Maintainers = ReadMaintainers(fields),
        };
    }

    /// <summary>Reads all that can be read. What is wrong is told, and left out or replaced by something harmless.</summary>
    /// <param name="standInName">The chart's name where the file has none.</param>
    public static ChartMetadata ReadSound(ChartText text, YamlNode root, string standInName, ChartFaults faults)
    {
        var map = faults.Read(ChartPart.ChartYaml, () => RequireMap(text, root), YamlMap.Empty);
        var fields = new MetadataFields(text, map);
        var broken = map.Count == 0 && faults.All.Length > 0 ? [] : Readers.Where(reader => !faults.Passes(reader.Part, () => reader.Read(fields))).Select(reader => reader.Field).ToList();
        if (map.FindString("apiVersion") is ChartMetadata.NativeApiVersion || broken.Contains("apiVersion"))
        {
            broken.AddRange(fields.Unknown(KnownFields).Select(unknown => faults.Add(ChartPart.UnknownField, unknown.Fault, unknown.Key)));
        }

        var sound = broken.Aggregate(map, (known, field) => known.Without(field));
        return Read(text, StandIns(standInName).Where(entry => !sound.ContainsKey(entry.Key)).Aggregate(sound, (known, entry) => known.With(entry.Key, entry.Value)));
    }

    /// <summary>The fields with what reads each of them; wrong ones throw.</summary>
    private static IEnumerable<(string Field, ChartPart Part, Action<MetadataFields> Read)> Readers =>
    [
        ("apiVersion", ChartPart.ApiVersion, fields => ReadApiVersion(fields)),
        ("name", ChartPart.Name, fields => ReadName(fields)),
        ("version", ChartPart.Version, fields => ReadVersion(fields)),
        ("type", ChartPart.Type, fields => ReadType(fields)),
        ("kubeVersion", ChartPart.KubeVersion, fields => ReadKubeVersion(fields)),
        ("dependencies", ChartPart.Dependencies, fields => DependencyReader.Read(fields)),
        ("maintainers", ChartPart.Maintainers, fields => ReadMaintainers(fields)),
        .. TextFields.Select(name => (name, ChartPart.Field, (Action<MetadataFields>)(fields => fields.Text(name)))),
        ("keywords", ChartPart.Field, fields => fields.Texts("keywords")),
        ("sources", ChartPart.Field, fields => fields.Texts("sources")),
        ("deprecated", ChartPart.Field, fields => fields.Boolean("deprecated")),
        ("annotations", ChartPart.Field, fields => fields.TextMap("annotations")),
    ];

    private static IEnumerable<KeyValuePair<string, YamlNode>> StandIns(string name) =>
    [
        new("apiVersion", new YamlString(ChartMetadata.NativeApiVersion)),
        new("name", new YamlString(ChartName.FindFault(name) is null && name.Length > 0 ? name : "chart")),
        new("version", new YamlString("0.0.0")),
    ];

    private static YamlMap RequireMap(ChartText text, YamlNode root) => root as YamlMap
        ?? throw new ChartFileException($"`{text.FileName}` must hold a map of fields, not a {root.KindName}", text.Frame(root), "It needs at least `apiVersion`, `name` and `version`");

    private static ChartMetadata Describe(MetadataFields fields, YamlMap map) => new()
    {
        ApiVersion = "",
        Name = ReadName(fields),
        Version = ReadVersion(fields),
        Description = fields.Text("description"),
        Keywords = fields.Texts("keywords"),
        Home = fields.Text("home"),
        Sources = fields.Texts("sources"),
        Icon = fields.Text("icon"),
        AppVersion = fields.Text("appVersion"),
        IsDeprecated = fields.Boolean("deprecated"),
        Annotations = fields.TextMap("annotations"),
        Source = map,
    };

    private static string ReadApiVersion(MetadataFields fields)
    {
        var apiVersion = fields.RequiredText("apiVersion", ChartMetadata.NativeApiVersion);
        return apiVersion is ChartMetadata.NativeApiVersion or "v1" or "v2"
            ? apiVersion
            : throw fields.Fault("apiVersion", $"is `{apiVersion}`, which PackMan does not know", $"Write `{ChartMetadata.NativeApiVersion}` for a PackMan chart; `v1` and `v2` mark Helm charts");
    }

    private static string ReadName(MetadataFields fields)
    {
        var name = fields.RequiredText("name", "web");
        return ChartName.FindFault(name) is { } fault ? throw fields.Fault("name", $"cannot be `{name}`: {fault}") : name;
    }

    private static SemanticVersion ReadVersion(MetadataFields fields)
    {
        var text = fields.RequiredText("version", "0.1.0");
        return SemanticVersion.TryParse(text) is { } version && (version.IsStrict || fields.Text("apiVersion") is "v1" or "v2")
            ? version
            : throw fields.Fault("version", $"is `{text}`, which is no semantic version", "Write three numbers, as in `1.4.0` or `1.4.0-beta.1` (https://semver.org)");
    }

    private static ChartType ReadType(MetadataFields fields) => fields.Text("type") switch
    {
        null or "" or "application" => ChartType.Application,
        "library" => ChartType.Library,
        var other => throw fields.Fault("type", $"is `{other}`", "A chart is an `application` or a `library`"),
    };

    private static string? ReadKubeVersion(MetadataFields fields)
    {
        if (fields.Text("kubeVersion") is not { Length: > 0 } range)
        {
            return null;
        }

        return VersionConstraint.TryParse(range) is not null
            ? range
            : throw fields.Fault("kubeVersion", $"is `{range}`, which is no version range", "Write a range such as `>= 1.25.0-0`");
    }

    // Helm takes maintainers without a name, so its charts may have them.
    private static ImmutableArray<ChartMaintainer> ReadMaintainers(MetadataFields fields) =>
        [.. fields.Maps("maintainers").Select(entry => new ChartMaintainer(entry.Text("name") ?? entry.Text("email") ?? "", entry.Text("email"), entry.Text("url")))];
}
