using PackMan.Sandbox.FieldPaths;
using PackMan.Sandbox.Merging;
using PackMan.Yaml;

namespace PackMan.Sandbox.Ownership;

/// <summary>
/// Keeps `metadata.managedFields` through writes: the chain of managers of apimachinery (pkg/util/managedfields) around
/// <see cref="OwnershipUpdate"/>.
/// </summary>
internal sealed class FieldManager(IVersionConverter versions, string apiVersion, string subresource, string now)
{
    private const int MaxUpdaters = 10;
    private static readonly FieldOwner Current = FieldOwner.Updater("current-operation", "", "");

    private static readonly FieldSet Stripped = FieldSet.Of(
        ["apiVersion"],
        ["kind"],
        ["metadata"],
        ["metadata", "name"],
        ["metadata", "namespace"],
        ["metadata", "creationTimestamp"],
        ["metadata", "selfLink"],
        ["metadata", "uid"],
        ["metadata", "clusterName"],
        ["metadata", "generation"],
        ["metadata", "managedFields"],
        ["metadata", "resourceVersion"]);

    public IReadOnlyList<OwnershipConflict> Conflicts { get; private set; } = [];

    /// <summary>The changed object with the fields it changed owned by the manager.</summary>
    /// <param name="live">The object before the request; an empty one of this kind when it is created.</param>
    /// <param name="isNew">The request creates the object.</param>
    public YamlMap Update(YamlMap live, YamlMap changed, string manager, bool isNew)
    {
        var sent = changed.Find("metadata", "managedFields");
        var managed = IsReset(sent) && subresource.Length == 0 ? new ManagedFields() : Decode(live, subresource.Length == 0 ? sent : null);
        var isUntracked = managed.IsEmpty && !isNew;
        changed = WithoutManagedFields(changed);
        if (!isUntracked)
        {
            Track(WithoutManagedFields(live), changed, managed, manager);
        }

        return WithManagedFields(changed, managed);
    }

    /// <summary>The object after an apply; null when others own fields it would change (<see cref="Conflicts"/>).</summary>
    public YamlMap? Apply(YamlMap live, YamlMap config, string manager, bool force, YamlMap empty)
    {
        var managed = ManagedFields.TryDecode(live.Find("metadata", "managedFields")) ?? new ManagedFields();
        live = WithoutManagedFields(live);
        if (managed.IsEmpty)
        {
            Track(empty, live, managed, "before-first-apply");
        }

        var owner = FieldOwner.Applier(manager, subresource);
        var update = new OwnershipUpdate(versions, apiVersion, versions.IgnoredFields(subresource));
        var merged = update.Apply(live, config, managed, owner, force);
        Conflicts = update.Conflicts;
        if (merged is null)
        {
            return null;
        }

        Strip(managed, owner);
        if (!YamlNode.DeepEquals(live, merged) && managed.Owners.TryGetValue(owner, out var owned))
        {
            managed.Owners[owner] = owned with { Time = now };
        }

        return WithManagedFields(merged, managed);
    }

    public static YamlMap WithoutManagedFields(YamlMap value) => value.WithoutPath("metadata", "managedFields");

    private static YamlMap WithManagedFields(YamlMap value, ManagedFields managed) => managed.IsEmpty
        ? WithoutManagedFields(value)
        : value.WithPath(["metadata", "managedFields"], managed.Encode());

    // An empty list, or one empty entry, asks to forget all owners.
    private static bool IsReset(YamlNode? sent) => sent is YamlList { Count: 0 } or YamlList { Items: [YamlMap { Count: 0 }] };

    private static ManagedFields Decode(YamlMap live, YamlNode? sent) =>
        sent is YamlList { Count: > 0 } && ManagedFields.TryDecode(sent) is { IsEmpty: false } managed
            ? managed
            : ManagedFields.TryDecode(live.Find("metadata", "managedFields")) ?? new ManagedFields();

    private void Track(YamlMap live, YamlMap changed, ManagedFields managed, string manager)
    {
        new OwnershipUpdate(versions, apiVersion, versions.IgnoredFields(subresource)).Update(live, changed, managed, Current);
        Strip(managed, Current);
        if (managed.Owners.Remove(Current, out var taken))
        {
            var owner = FieldOwner.Updater(manager.Length == 0 ? "unknown" : manager, apiVersion, subresource);
            var before = managed.Owners.TryGetValue(owner, out var owned) ? owned.Fields : new FieldSet();
            managed.Owners[owner] = new OwnedFields(before.Union(taken.Fields), apiVersion, now);
        }

        MergeOldUpdaters(managed);
    }

    private static void Strip(ManagedFields managed, FieldOwner owner)
    {
        if (!managed.Owners.TryGetValue(owner, out var owned))
        {
            return;
        }

        var rest = owned.Fields.Difference(Stripped);
        if (rest.IsEmpty)
        {
            managed.Owners.Remove(owner);
        }
        else
        {
            managed.Owners[owner] = owned with { Fields = rest };
        }
    }

    /// <summary>Keeps ten updaters; the oldest of a version become `ancient-changes`.</summary>
    private static void MergeOldUpdaters(ManagedFields managed)
    {
        var updaters = managed.Owners.Where(pair => !pair.Key.IsApply)
            .OrderBy(pair => pair.Value.Time ?? "", StringComparer.Ordinal)
            .ThenBy(pair => pair.Key.SortKey, StringComparer.Ordinal)
            .ToList();
        var count = updaters.Count;
        var firsts = new Dictionary<string, FieldOwner>(StringComparer.Ordinal);
        foreach (var (owner, owned) in updaters)
        {
            if (count <= MaxUpdaters)
            {
                return;
            }

            if (!firsts.TryGetValue(owned.ApiVersion, out var first))
            {
                firsts[owned.ApiVersion] = owner;
                continue;
            }

            var bucket = FieldOwner.Updater("ancient-changes", owned.ApiVersion, "");
            if (!managed.Owners.ContainsKey(bucket) && managed.Owners.Remove(first, out var oldest))
            {
                managed.Owners[bucket] = oldest;
            }

            managed.Owners[bucket] = owned with { Fields = managed.Owners[bucket].Fields.Union(owned.Fields) };
            managed.Owners.Remove(owner);
            count--;
        }
    }
}
