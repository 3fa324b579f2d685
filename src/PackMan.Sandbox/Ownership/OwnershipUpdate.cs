using PackMan.Sandbox.FieldPaths;
using PackMan.Sandbox.Merging;
using PackMan.Yaml;

namespace PackMan.Sandbox.Ownership;

/// <summary>A field two owners claim with different values.</summary>
internal sealed record OwnershipConflict(FieldOwner Owner, FieldPath Path);

/// <summary>
/// Who owns what after a write: the updater of structured-merge-diff (merge/update.go), step by step, so that its corner cases
/// are ours. Values and types are in the version of the request.
/// </summary>
internal sealed class OwnershipUpdate(IVersionConverter versions, string apiVersion, FieldSet ignored)
{
    /// <summary>Conflicts of the last apply that was not forced; empty when it may go on.</summary>
    public IReadOnlyList<OwnershipConflict> Conflicts { get; private set; } = [];

    /// <summary>Gives the fields that differ between both values to an updater.</summary>
    public void Update(YamlMap live, YamlMap changed, ManagedFields managed, FieldOwner updater)
    {
        var comparison = Settle(live, changed, managed, updater, force: true);
        var before = managed.Owners.TryGetValue(updater, out var owned) ? owned.Fields : new FieldSet();
        var fields = before.Difference(comparison.Removed).Union(comparison.Modified).Union(comparison.Added).RecursiveDifference(ignored);
        if (fields.IsEmpty)
        {
            managed.Owners.Remove(updater);
        }
        else
        {
            managed.Owners[updater] = new OwnedFields(fields, apiVersion, owned?.Time);
        }
    }

    /// <summary>Merges a configuration into the live object for an applier; null when <see cref="Conflicts"/> forbid it.</summary>
    public YamlMap? Apply(YamlMap live, YamlMap config, ManagedFields managed, FieldOwner applier, bool force)
    {
        var type = versions.TypeOf(apiVersion);
        var merged = Merger.Merge(live, config, type) as YamlMap ?? YamlMap.Empty;
        managed.Owners.TryGetValue(applier, out var last);
        var fields = FieldSetBuilder.Build(config, type).RecursiveDifference(ignored);
        managed.Owners[applier] = new OwnedFields(fields, apiVersion, last?.Time);
        merged = Prune(merged, managed, last);
        Settle(live, merged, managed, applier, force);
        return Conflicts.Count > 0 ? null : merged;
    }

    private Comparison Settle(YamlMap live, YamlMap changed, ManagedFields managed, FieldOwner actor, bool force)
    {
        var comparisons = new Dictionary<string, Comparison>(StringComparer.Ordinal)
        {
            [apiVersion] = Comparison.Of(live, changed, versions.TypeOf(apiVersion)).Without(ignored),
        };
        var conflicts = new List<(FieldOwner Owner, FieldSet Fields)>();
        var removed = new List<(FieldOwner Owner, FieldSet Fields)>();
        foreach (var (owner, owned) in managed.Ordered.Where(pair => pair.Key != actor).ToList())
        {
            if (ComparisonIn(owned.ApiVersion, live, changed, comparisons) is not { } comparison)
            {
                managed.Owners.Remove(owner);
                continue;
            }

            conflicts.Add((owner, owned.Fields.Intersection(comparison.Modified.Union(comparison.Added))));
            removed.Add((owner, comparison.Removed));
        }

        conflicts.RemoveAll(conflict => conflict.Fields.IsEmpty);
        Conflicts = force ? [] : [.. conflicts.SelectMany(conflict => conflict.Fields.Paths().Select(path => new OwnershipConflict(conflict.Owner, path)))];
        if (Conflicts.Count == 0)
        {
            Take(managed, [.. conflicts, .. removed]);
        }

        return comparisons[apiVersion];
    }

    private Comparison? ComparisonIn(string version, YamlMap live, YamlMap changed, Dictionary<string, Comparison> known)
    {
        if (known.TryGetValue(version, out var comparison))
        {
            return comparison;
        }

        return versions.Convert(live, version) is { } left && versions.Convert(changed, version) is { } right
            ? known[version] = Comparison.Of(left, right, versions.TypeOf(version)).Without(ignored)
            : null;
    }

    private static void Take(ManagedFields managed, List<(FieldOwner Owner, FieldSet Fields)> losses)
    {
        foreach (var (owner, fields) in losses)
        {
            var owned = managed.Owners[owner];
            managed.Owners[owner] = owned with { Fields = owned.Fields.Difference(fields) };
        }

        foreach (var owner in managed.Owners.Where(pair => pair.Value.Fields.IsEmpty).Select(pair => pair.Key).ToList())
        {
            managed.Owners.Remove(owner);
        }
    }

    /// <summary>Removes what the applier applied last time, does not apply now, and nobody else owns.</summary>
    private YamlMap Prune(YamlMap merged, ManagedFields managed, OwnedFields? last)
    {
        if (last is null || last.Fields.IsEmpty || versions.Convert(merged, last.ApiVersion) is not { } value)
        {
            return merged;
        }

        var type = versions.TypeOf(last.ApiVersion);
        var lastFields = last.Fields.WithNamedFieldsAsMembers(type);
        var pruned = Remover.Remove(value, lastFields, type) as YamlMap ?? YamlMap.Empty;
        pruned = AddBackOwned(value, pruned, last.ApiVersion, managed);
        pruned = AddBackDangling(value, pruned, lastFields, last.ApiVersion);
        return versions.Convert(WithIdentity(pruned, value), apiVersion) ?? merged;
    }

    private YamlMap AddBackOwned(YamlMap merged, YamlMap pruned, string prunedVersion, ManagedFields managed)
    {
        var byVersion = managed.Owners.Values
            .GroupBy(owned => owned.ApiVersion, StringComparer.Ordinal)
            .OrderBy(group => group.Key == prunedVersion ? 0 : 1)
            .ThenBy(group => group.Key, StringComparer.Ordinal);
        foreach (var group in byVersion)
        {
            var fields = group.Aggregate(new FieldSet(), (all, owned) => all.Union(owned.Fields));
            if (versions.Convert(merged, group.Key) is { } mergedThere
                && versions.Convert(WithIdentity(pruned, merged), group.Key) is { } prunedThere)
            {
                (merged, pruned) = (mergedThere, AddBackOwnedIn(mergedThere, prunedThere, group.Key, fields));
            }
        }

        return pruned;
    }

    private YamlMap AddBackOwnedIn(YamlMap merged, YamlMap pruned, string version, FieldSet owned)
    {
        var type = versions.TypeOf(version);
        var mergedFields = FieldSetBuilder.Build(merged, type).WithNamedFieldsAsMembers(type);
        var prunedFields = FieldSetBuilder.Build(pruned, type).WithNamedFieldsAsMembers(type);
        var kept = prunedFields.Union(owned.WithNamedFieldsAsMembers(type));
        return Remover.Remove(merged, mergedFields.Difference(kept), type) as YamlMap ?? YamlMap.Empty;
    }

    private YamlMap AddBackDangling(YamlMap merged, YamlMap pruned, FieldSet lastFields, string version)
    {
        if (versions.Convert(WithIdentity(pruned, merged), version) is not { } prunedThere)
        {
            return merged;
        }

        var type = versions.TypeOf(version);
        var mergedFields = FieldSetBuilder.Build(merged, type).WithNamedFieldsAsMembers(type);
        var prunedFields = FieldSetBuilder.Build(prunedThere, type).WithNamedFieldsAsMembers(type);
        var gone = mergedFields.Difference(prunedFields).Intersection(lastFields);
        return Remover.Remove(merged, gone, type) as YamlMap ?? YamlMap.Empty;
    }

    // Conversion needs apiVersion and kind, which pruning everything would take along.
    private static YamlMap WithIdentity(YamlMap pruned, YamlMap value) => pruned
        .With("apiVersion", pruned.Find("apiVersion") ?? value.Find("apiVersion") ?? YamlNull.Instance)
        .With("kind", pruned.Find("kind") ?? value.Find("kind") ?? YamlNull.Instance);
}
