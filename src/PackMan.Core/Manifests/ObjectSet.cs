using System.Collections.Immutable;

namespace PackMan.Manifests;

/// <summary>Everything a revision wants in the cluster, in normal form, each object once.</summary>
public sealed record ObjectSet
{
    public static ObjectSet Empty { get; } = new();

    /// <summary>Objects of `crds/`.</summary>
    public ImmutableArray<ManifestObject> Crds { get; init; } = [];

    public ImmutableArray<ManifestObject> Objects { get; init; } = [];

    public ImmutableArray<Hook> Hooks { get; init; } = [];

    /// <summary>What pruning looks at later.</summary>
    public ImmutableArray<ObjectReference> Inventory => [.. Objects.Select(item => item.Object.Reference)];

    /// <summary>The set of rendered (or recorded) manifests.</summary>
    /// <exception cref="ManifestException">Two manifests hold the same object, or a hook's annotations mean nothing.</exception>
    public static ObjectSet Of(IEnumerable<Manifest> manifests, IEnumerable<Manifest> crds, ResourceScopes scopes, string releaseNamespace)
    {
        var all = manifests.ToLookup(manifest => manifest.IsHook);
        ImmutableArray<ManifestObject> objects = [.. all[false].SelectMany(manifest => manifest.Objects).Select(Normal)];
        ImmutableArray<ManifestObject> crdObjects = [.. crds.SelectMany(manifest => manifest.Objects).Select(Normal)];
        var hooks = all[true].SelectMany(manifest => manifest.Objects.Select(item => (Item: Normal(item), manifest.Path))).ToList();
        DuplicateObjects.Refuse([.. crdObjects, .. objects], [.. hooks.Select(hook => hook.Item)]);
        return new ObjectSet { Crds = crdObjects, Objects = objects, Hooks = [.. hooks.Select(hook => HookReader.Read(hook.Item, hook.Path))] };

        ManifestObject Normal(ManifestObject item) =>
            item with { Object = NormalForm.Of(item.Object, scopes.IsNamespaced(item.Object), releaseNamespace) };
    }
}
