using System.Collections.Immutable;
using System.Globalization;
using PackMan.Manifests;
using PackMan.Releases;
using PackMan.Yaml;

namespace PackMan.Cluster.Releases;

/// <summary>A revision as Secrets: names, labels and annotations of `docs/reference/release-record.md`.</summary>
internal static class ReleaseSecret
{
    public const string Type = "packman.dev/release.v1";
    public const string PartType = "packman.dev/release-part.v1";
    public const string ManagedByLabel = "app.kubernetes.io/managed-by";
    public const string ReleaseLabel = "packman.dev/release";
    public const string RevisionLabel = "packman.dev/revision";
    public const string StatusLabel = "packman.dev/status";
    public const string UpdatedAnnotation = "packman.dev/updated";
    public const string DescriptionAnnotation = "packman.dev/description";
    public const string PartsAnnotation = "packman.dev/parts";
    public const string DigestAnnotation = "packman.dev/sha256";
    private const string ChartAnnotation = "packman.dev/chart";
    private const string ChartVersionAnnotation = "packman.dev/chart-version";
    private const string AppVersionAnnotation = "packman.dev/app-version";

    /// <summary>
    /// Tells the server to track no field owners. Nobody else writes a record, and the tracking would make up half of what `list` reads
    /// (https://kubernetes.io/docs/reference/using-api/server-side-apply/#clearing-managedfields).
    /// </summary>
    public static YamlList NoManagedFields { get; } = YamlList.Of(YamlMap.Empty);

    public static string Selector(ReleaseName? name) =>
        $"{ManagedByLabel}=packman,{ReleaseLabel}" + (name is null ? "" : $"={name}");

    public static string HeadName(ReleaseName name, int revision) => string.Create(CultureInfo.InvariantCulture, $"packman.{name}.r{revision}");

    /// <param name="number">1 for the first part behind the head.</param>
    public static string PartName(ReleaseName name, int revision, int number) =>
        string.Create(CultureInfo.InvariantCulture, $"{HeadName(name, revision)}.p{number}");

    public static YamlMap Head(ReleaseSummary summary, ReadOnlyMemory<byte> content, int partCount, string digest)
    {
        var annotations = StatusAnnotations(summary.Updated, summary.Description)
            .With(ChartAnnotation, new YamlString(summary.ChartName))
            .With(ChartVersionAnnotation, new YamlString(summary.ChartVersion))
            .With(AppVersionAnnotation, new YamlString(summary.AppVersion))
            .With(PartsAnnotation, new YamlString(partCount.ToString(CultureInfo.InvariantCulture)))
            .With(DigestAnnotation, new YamlString(digest));
        var labels = summary.Labels.Aggregate(OwnLabels(summary), (map, label) => map.ContainsKey(label.Key) ? map : map.With(label.Key, new YamlString(label.Value)))
            .With(StatusLabel, new YamlString(summary.Status.ToText()));
        return Secret(HeadName(summary.Name, summary.Revision), summary.Namespace, Type, labels, annotations, content);
    }

    public static YamlMap Part(ReleaseSummary summary, int number, ReadOnlyMemory<byte> content) =>
        Secret(PartName(summary.Name, summary.Revision, number), summary.Namespace, PartType, OwnLabels(summary), YamlMap.Empty, content);

    public static YamlMap StatusAnnotations(DateTimeOffset updated, string description) => YamlMap.OfStrings(
    [
        new(UpdatedAnnotation, updated.UtcDateTime.ToString("O", CultureInfo.InvariantCulture)),
        new(DescriptionAnnotation, description),
    ]);

    /// <summary>The summary a head's metadata tells; null for a Secret that only looks like one.</summary>
    public static ReleaseSummary? ReadSummary(KubernetesObject secret)
    {
        if (secret.Label(ReleaseLabel) is not { } name
            || !int.TryParse(secret.Label(RevisionLabel), NumberStyles.None, CultureInfo.InvariantCulture, out var revision)
            || secret.Name != $"packman.{name}.r{secret.Label(RevisionLabel)}")
        {
            return null;
        }

        return new ReleaseSummary
        {
            Name = ReleaseName.Parse(name),
            Namespace = secret.Namespace ?? "",
            Revision = revision,
            Status = ReleaseStatusText.Parse(secret.Label(StatusLabel)),
            ChartName = secret.Annotation(ChartAnnotation) ?? "",
            ChartVersion = secret.Annotation(ChartVersionAnnotation) ?? "",
            AppVersion = secret.Annotation(AppVersionAnnotation) ?? "",
            Updated = DateTimeOffset.TryParse(secret.Annotation(UpdatedAnnotation), CultureInfo.InvariantCulture, out var updated) ? updated : default,
            Description = secret.Annotation(DescriptionAnnotation) ?? "",
            Labels = UserLabels(secret.Labels),
            ResourceVersion = secret.ResourceVersion,
        };
    }

    /// <summary>The release and revision a part belongs to; null for a Secret that only looks like one.</summary>
    public static (string Release, string Revision)? ReadPartOwner(KubernetesObject secret) =>
        secret.Label(ReleaseLabel) is { } name && secret.Label(RevisionLabel) is { } revision ? (name, revision) : null;

    public static byte[]? ReadContent(KubernetesObject secret) =>
        secret.Content.FindString("data", "release") is { } data ? Convert.FromBase64String(data) : null;

    private static YamlMap OwnLabels(ReleaseSummary summary) => YamlMap.OfStrings(
    [
        new(ManagedByLabel, "packman"),
        new(ReleaseLabel, summary.Name.Text),
        new(RevisionLabel, summary.Revision.ToString(CultureInfo.InvariantCulture)),
    ]);

    private static ImmutableSortedDictionary<string, string> UserLabels(YamlMap labels) => labels
        .Where(label => label.Key is not (ManagedByLabel or ReleaseLabel or RevisionLabel or StatusLabel))
        .ToImmutableSortedDictionary(label => label.Key, label => label.Value.ToString() ?? "", StringComparer.Ordinal);

    private static YamlMap Secret(string name, string namespaceName, string type, YamlMap labels, YamlMap annotations, ReadOnlyMemory<byte> content) => YamlMap.Of(
    [
        new("apiVersion", new YamlString("v1")),
        new("kind", new YamlString("Secret")),
        new("metadata", YamlMap.Of(
        [
            new("name", new YamlString(name)),
            new("namespace", new YamlString(namespaceName)),
            new("labels", labels),
            new("annotations", annotations),
        ])),
        new("type", new YamlString(type)),
        new("immutable", new YamlBoolean(true)),
        new("data", YamlMap.Of([new("release", new YamlString(Convert.ToBase64String(content.Span)))])),
    ]);
}
