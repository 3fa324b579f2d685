using System.Globalization;
using System.Text.Json;
using PackMan.Cluster.Api;
using PackMan.Live;
using PackMan.Manifests;
using PackMan.Releases;
using PackMan.Yaml;

namespace PackMan.Cluster.Releases;

/// <summary>
/// How a lease is stored: as a Lease, or as a Secret where the user may not write Leases. The facts stand in the same annotations
/// either way; a Lease's spec repeats them for other tools.
/// </summary>
internal sealed record LeaseForm(ApiResource Resource, string NameSuffix, YamlMap Extra)
{
    private const string HolderAnnotation = "packman.dev/holder";
    private const string OperationAnnotation = "packman.dev/operation";
    private const string AcquiredAnnotation = "packman.dev/acquired";
    private const string RenewedAnnotation = "packman.dev/renewed";

    // MicroTime of https://kubernetes.io/docs/reference/kubernetes-api/cluster-resources/lease-v1/
    private const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'";

    public static LeaseForm Lease { get; } = new(KnownResources.Leases, "", YamlMap.Empty);

    public static LeaseForm Secret { get; } = new(KnownResources.Secrets, ".lock", YamlMap.OfStrings([new("type", "packman.dev/lock.v1")]));

    private bool HasSpec => Resource == KnownResources.Leases;

    public ResourcePath Path(string namespaceName, ReleaseName name) => new(Resource, namespaceName, $"packman.{name}{NameSuffix}");

    public YamlMap ToTree(ResourcePath path, ReleaseName name, LeaseFacts facts)
    {
        var labels = YamlMap.OfStrings([new(ReleaseSecret.ManagedByLabel, "packman"), new(ReleaseSecret.ReleaseLabel, name.Text)]);
        var metadata = YamlMap.OfStrings([new("name", path.Name!), new("namespace", path.Namespace!)])
            .With("labels", labels)
            .With("annotations", Annotations(facts));
        var tree = YamlMap.OfStrings([new("apiVersion", Resource.ApiVersion), new("kind", Resource.Kind)]).With("metadata", metadata);
        tree = Extra.Entries.Aggregate(tree, (map, entry) => map.With(entry.Key, entry.Value));
        return HasSpec ? tree.With("spec", Spec(facts)) : tree;
    }

    /// <summary>A merge patch that writes these facts if the object is still the one of that resourceVersion.</summary>
    public YamlMap ToPatch(LeaseFacts facts, string resourceVersion)
    {
        var metadata = YamlMap.OfStrings([new("resourceVersion", resourceVersion)]).With("annotations", Annotations(facts));
        var patch = YamlMap.Of([new("metadata", metadata)]);
        return HasSpec ? patch.With("spec", Spec(facts)) : patch;
    }

    /// <summary>The facts; an object without them counts as held since ever by somebody, so that it expires at once.</summary>
    public static LeaseFacts Read(KubernetesObject stored)
    {
        var holder = LeaseHolder.FromTree(ParseHolder(stored.Annotation(HolderAnnotation)));
        return new LeaseFacts(holder, stored.Annotation(OperationAnnotation) ?? "an operation", ReadTime(stored, AcquiredAnnotation), ReadTime(stored, RenewedAnnotation));
    }

    private static YamlMap Annotations(LeaseFacts facts) => YamlMap.OfStrings(
    [
        new(HolderAnnotation, JsonText.Write(facts.Holder.ToTree())),
        new(OperationAnnotation, facts.Operation),
        new(AcquiredAnnotation, Text(facts.Acquired)),
        new(RenewedAnnotation, Text(facts.Renewed)),
    ]);

    private static YamlMap Spec(LeaseFacts facts) => YamlMap.Of(
    [
        new("holderIdentity", new YamlString(facts.Holder.ToString())),
        new("leaseDurationSeconds", new YamlNumber((long)LeaseFacts.Duration.TotalSeconds)),
        new("acquireTime", new YamlString(Text(facts.Acquired))),
        new("renewTime", new YamlString(Text(facts.Renewed))),
    ]);

    private static YamlNode ParseHolder(string? json)
    {
        try
        {
            return JsonText.Parse(json ?? "{}");
        }
        catch (JsonException)
        {
            return YamlMap.Empty;
        }
    }

    private static string Text(DateTimeOffset time) => time.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture);

    private static DateTimeOffset ReadTime(KubernetesObject stored, string annotation) =>
        DateTimeOffset.TryParse(stored.Annotation(annotation), CultureInfo.InvariantCulture, out var time) ? time : default;
}
