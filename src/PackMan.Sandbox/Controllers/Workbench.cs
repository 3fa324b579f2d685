using System.Globalization;
using PackMan.Sandbox.Admission;
using PackMan.Sandbox.Defaulting;
using PackMan.Sandbox.Kinds;
using PackMan.Sandbox.Ownership;
using PackMan.Sandbox.Requests;
using PackMan.Sandbox.Storage;
using PackMan.Yaml;

namespace PackMan.Sandbox.Controllers;

/// <summary>How controllers read and write: as a field manager, without validation, in the storage version.</summary>
internal sealed class Workbench(StoreSession store, SandboxOptions options)
{
    public const string ControllerManager = "kube-controller-manager";
    public const string Kubelet = "kubelet";

    public StoreSession Store { get; } = store;

    public Random Randomness { get; } = options.Randomness;

    public string Now { get; } = options.Time.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>Makes an object and gives its stored form.</summary>
    public YamlMap Create(ResourceKind kind, YamlMap value, string manager = ControllerManager)
    {
        var version = Version(kind);
        var identified = YamlMap.Empty
            .With("apiVersion", new YamlString(kind.ApiVersionOf(version.Name)))
            .With("kind", new YamlString(kind.Kind));
        value = YamlMap.Of([.. identified, .. value.Without("apiVersion").Without("kind")]);
        (value, _) = ObjectDecoder.Normalize(kind, version, value);
        value = FieldManager(kind, "").Update(ObjectDecoder.Empty(kind, version), value, manager, isNew: true);
        value = Strategy.PrepareForCreate(kind, value);
        value = ObjectMetadata.Stamp(value, Randomness, Now, Strategy.HasGeneration(kind));
        return Store.Put(kind, CreateAdmission.FillIn(Store, kind, value));
    }

    /// <summary>Writes a status if it is new.</summary>
    public YamlMap SetStatus(ResourceKind kind, YamlMap value, YamlMap status, string manager = ControllerManager) =>
        YamlNode.DeepEquals(value.Find("status"), status) ? value : Write(kind, value, value.With("status", status), manager, "status");

    /// <summary>Writes a changed object if it is new; a changed spec is a new generation.</summary>
    public YamlMap Update(ResourceKind kind, YamlMap before, YamlMap after, string manager = ControllerManager)
    {
        if (YamlNode.DeepEquals(before, after))
        {
            return before;
        }

        if (Strategy.HasGeneration(kind) && !YamlNode.DeepEquals(before.Find("spec"), after.Find("spec")))
        {
            after = after.WithPath(["metadata", "generation"], new YamlNumber((before.NumberAt("metadata", "generation") ?? 0) + 1));
        }

        return Write(kind, before, after, manager, "");
    }

    /// <summary>Deletes an object, or marks it when finalizers hold it.</summary>
    public void Delete(ResourceKind kind, YamlMap value)
    {
        if (value.ItemsAt("metadata", "finalizers").Count == 0)
        {
            Store.Remove(kind, value);
        }
        else if (value.Find("metadata", "deletionTimestamp") is null)
        {
            Store.Put(kind, value
                .WithPath(["metadata", "deletionTimestamp"], new YamlString(Now))
                .WithPath(["metadata", "deletionGracePeriodSeconds"], new YamlNumber(0)));
        }
    }

    /// <summary>Takes a finalizer off; the last one of a deleted object ends it.</summary>
    public void RemoveFinalizer(ResourceKind kind, YamlMap value, string finalizer)
    {
        var rest = value.ItemsAt("metadata", "finalizers").Where(item => (item as YamlString)?.Value != finalizer).ToList();
        value = rest.Count > 0 ? value.WithPath(["metadata", "finalizers"], YamlList.Of(rest)) : value.WithoutPath("metadata", "finalizers");
        if (rest.Count == 0 && value.Find("metadata", "deletionTimestamp") is not null)
        {
            Store.Remove(kind, value);
        }
        else
        {
            Store.Put(kind, value);
        }
    }

    public static bool HasFinalizer(YamlMap value, string finalizer) =>
        value.ItemsAt("metadata", "finalizers").Any(item => (item as YamlString)?.Value == finalizer);

    private YamlMap Write(ResourceKind kind, YamlMap before, YamlMap after, string manager, string subresource) =>
        Store.Put(kind, FieldManager(kind, subresource).Update(before, after, manager, isNew: false));

    private FieldManager FieldManager(ResourceKind kind, string subresource) =>
        new(kind, kind.ApiVersionOf(kind.StorageVersion), subresource, Now);

    private static KindVersion Version(ResourceKind kind) => kind.FindVersion(kind.StorageVersion) ?? kind.Versions[0];
}
