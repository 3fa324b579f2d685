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

    /// <exception cref="ChartFileException">A field is missing, has the wrong type or says something impossible.</exception>
    public static ChartMetadata Read(ChartText text, YamlNode root)
    {
        if (root is not YamlMap map)
        {
            throw new ChartFileException($"`{text.FileName}` must hold a map of fields, not a {root.KindName}", text.Frame(root), "It needs at least `apiVersion`, `name` and `version`");
        }

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
        var version = fields.RequiredText("version", "0.1.0");
        return SemanticVersion.TryParse(version)
            ?? throw fields.Fault("version", $"is `{version}`, which is no semantic version", "Write three numbers, as in `1.4.0` or `1.4.0-beta.1` (https://semver.org)");
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
