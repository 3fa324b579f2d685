using PackMan.Sandbox.Defaulting;
using PackMan.Sandbox.Kinds;
using PackMan.Sandbox.Storage;
using PackMan.Yaml;

namespace PackMan.Sandbox.Controllers;

/// <summary>Deletes what belongs to deleted owners, and finishes foreground and orphaning deletions.</summary>
internal sealed class GarbageCollector(Workbench bench, KindRegistry registry)
{
    private const string Foreground = "foregroundDeletion";
    private const string Orphan = "orphan";

    public void Look(Change change)
    {
        if (change.After is null)
        {
            CollectDependents(change.Before!);
        }
        else if (change.After.Find("metadata", "deletionTimestamp") is not null)
        {
            FinishDeletion(change.Kind, change.After);
        }
        else if (change.Before is null)
        {
            CollectOrphan(change.Kind, change.After);
        }
    }

    private void CollectDependents(YamlMap owner)
    {
        foreach (var (kind, dependent) in DependentsOf(owner))
        {
            if (!HasLivingOwner(dependent))
            {
                bench.Delete(kind, dependent);
            }

            FinishForegroundOwners(dependent);
        }

        FinishForegroundOwners(owner);
    }

    private void FinishDeletion(ResourceKind kind, YamlMap value)
    {
        if (Workbench.HasFinalizer(value, Orphan))
        {
            foreach (var (dependentKind, dependent) in DependentsOf(value))
            {
                bench.Store.Put(dependentKind, WithoutOwner(dependent, value.FindString("metadata", "uid") ?? ""));
            }

            bench.RemoveFinalizer(kind, value, Orphan);
        }
        else if (Workbench.HasFinalizer(value, Foreground))
        {
            foreach (var (dependentKind, dependent) in DependentsOf(value))
            {
                bench.Delete(dependentKind, dependent);
            }

            if (DependentsOf(value).Count == 0 && Current(kind, value) is { } current && Workbench.HasFinalizer(current, Foreground))
            {
                bench.RemoveFinalizer(kind, current, Foreground);
            }
        }
    }

    /// <summary>An owner in foreground deletion goes once its last dependent has gone.</summary>
    private void FinishForegroundOwners(YamlMap dependent)
    {
        foreach (var reference in dependent.ItemsAt("metadata", "ownerReferences"))
        {
            if (OwnerOf(dependent, reference) is var (kind, owner) && owner.Find("metadata", "deletionTimestamp") is not null && DependentsOf(owner).Count == 0
                && Workbench.HasFinalizer(owner, Foreground))
            {
                bench.RemoveFinalizer(kind, owner, Foreground);
            }
        }
    }

    private void CollectOrphan(ResourceKind kind, YamlMap value)
    {
        if (value.ItemsAt("metadata", "ownerReferences").Count > 0 && !HasLivingOwner(value))
        {
            bench.Delete(kind, value);
        }
    }

    private bool HasLivingOwner(YamlMap value) => value.ItemsAt("metadata", "ownerReferences").Any(reference => OwnerOf(value, reference) is not null);

    private (ResourceKind Kind, YamlMap Value)? OwnerOf(YamlMap dependent, YamlNode reference)
    {
        if (registry.FindKind(reference.FindString("apiVersion") ?? "", reference.FindString("kind") ?? "") is not { } kind)
        {
            return null;
        }

        var owner = bench.Store.Find(kind, dependent.FindString("metadata", "namespace") ?? "", reference.FindString("name") ?? "");
        return owner?.FindString("metadata", "uid") == reference.FindString("uid") && owner is not null ? (kind, owner) : null;
    }

    private List<(ResourceKind Kind, YamlMap Value)> DependentsOf(YamlMap owner)
    {
        var uid = owner.FindString("metadata", "uid");
        return [.. bench.Store.Everything(owner.FindString("metadata", "namespace"))
            .Where(entry => entry.Value.ItemsAt("metadata", "ownerReferences").Any(reference => reference.FindString("uid") == uid))
            .Select(entry => (Kind: KindOf(entry.Value), entry.Value))
            .Where(entry => entry.Kind is not null)
            .Select(entry => (entry.Kind!, entry.Value))];
    }

    private ResourceKind? KindOf(YamlMap value) => registry.FindKind(value.FindString("apiVersion") ?? "", value.FindString("kind") ?? "");

    private YamlMap? Current(ResourceKind kind, YamlMap value) =>
        bench.Store.Find(kind, value.FindString("metadata", "namespace") ?? "", value.FindString("metadata", "name") ?? "");

    private static YamlMap WithoutOwner(YamlMap value, string uid)
    {
        var rest = value.ItemsAt("metadata", "ownerReferences").Where(reference => reference.FindString("uid") != uid).ToList();
        return rest.Count > 0 ? value.WithPath(["metadata", "ownerReferences"], YamlList.Of(rest)) : value.WithoutPath("metadata", "ownerReferences");
    }
}
