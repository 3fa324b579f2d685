using System.Collections.Immutable;
using PackMan.Charts;
using PackMan.Yaml;

namespace PackMan.Distribution.Oci;

/// <summary>
/// How a chart lies in a registry: its metadata as the config, its archive as a layer, Helm's provenance as another. Helm charts
/// have Helm's media types, so that Helm can fetch them (https://github.com/helm/helm/blob/main/pkg/registry/constants.go).
/// </summary>
internal static class ChartArtifact
{
    public const string NativeConfig = "application/vnd.packman.chart.v1+json";
    public const string NativeContent = "application/vnd.packman.chart.content.v1.tar+gzip";
    public const string HelmConfig = "application/vnd.cncf.helm.config.v1+json";
    public const string HelmContent = "application/vnd.cncf.helm.chart.content.v1.tar+gzip";
    public const string HelmProvenance = "application/vnd.cncf.helm.chart.provenance.v1.prov";

    // What Helm 3.0 to 3.6 wrote.
    private const string OldHelmContent = "application/tar+gzip";

    private const string Title = "org.opencontainers.image.title";
    private const string Version = "org.opencontainers.image.version";

    public static string ContentType(ChartMetadata chart) => chart.IsNative ? NativeContent : HelmContent;

    public static string ConfigType(ChartMetadata chart) => chart.IsNative ? NativeConfig : HelmConfig;

    public static ImageManifest Manifest(ChartMetadata chart, Descriptor config, Descriptor content, Descriptor? provenance) => new()
    {
        ArtifactType = chart.IsNative ? NativeConfig : null,
        Config = config,
        Layers = provenance is null ? [content] : [content, provenance],
        Annotations = Annotations(chart),
    };

    /// <summary>The layer that is the chart's archive; null when the manifest is of something else.</summary>
    public static Descriptor? ContentOf(ImageManifest manifest) =>
        manifest.Layers.FirstOrDefault(layer => layer.MediaType is NativeContent or HelmContent or OldHelmContent);

    public static Descriptor? ProvenanceOf(ImageManifest manifest) => manifest.Layers.FirstOrDefault(layer => layer.MediaType == HelmProvenance);

    /// <summary>`Chart.yaml` as JSON. Helm's fields are texts all, and its reader takes no number for one (`appVersion: 1.10`).</summary>
    public static byte[] Config(ChartMetadata chart) => JsonText.WriteBytes(AsText(chart.Source));

    /// <summary>
    /// What registries show of a chart, by Helm's rules; the chart's own annotations come along, and cannot change name and version.
    /// Left out is the time, so that the same chart gives the same manifest.
    /// </summary>
    public static ImmutableSortedDictionary<string, string> Annotations(ChartMetadata chart)
    {
        var annotations = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        Add("org.opencontainers.image.description", chart.Description);
        Add("org.opencontainers.image.url", chart.Home);
        Add("org.opencontainers.image.source", chart.Sources.FirstOrDefault());
        Add("org.opencontainers.image.authors", string.Join(", ", chart.Maintainers.Select(Author)));
        foreach (var (name, value) in chart.Annotations)
        {
            annotations[name] = value;
        }

        Add(Title, chart.Name);
        Add(Version, chart.Version.ToString());
        return annotations.ToImmutable();

        void Add(string name, string? value)
        {
            if (!string.IsNullOrWhiteSpace(value))
            {
                annotations[name] = value;
            }
        }
    }

    private static string Author(ChartMaintainer maintainer) =>
        string.IsNullOrEmpty(maintainer.Email) ? maintainer.Name : $"{maintainer.Name} ({maintainer.Email})";

    /// <summary>Fields as Helm's reader takes them: without numbers and nulls.</summary>
    internal static YamlNode AsText(YamlNode node) => node switch
    {
        YamlMap map => YamlMap.Of(map.Entries.Where(entry => entry.Value is not YamlNull).Select(entry =>
            KeyValuePair.Create(entry.Key, entry is { Key: "annotations", Value: YamlMap annotations } ? AllText(annotations) : AsText(entry.Value)))),
        YamlList list => new YamlList([.. list.Items.Select(AsText)]),
        YamlNumber number => new YamlString(number.Text),
        _ => node,
    };

    private static YamlMap AllText(YamlMap annotations) =>
        YamlMap.OfStrings(annotations.Entries.Where(entry => entry.Value is not YamlNull).Select(entry => KeyValuePair.Create(entry.Key, entry.Value.ToString() ?? "")));
}
