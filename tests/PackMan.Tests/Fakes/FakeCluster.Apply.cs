using System.Collections.Immutable;
using PackMan.Live;
using PackMan.Manifests;
using PackMan.Yaml;

namespace PackMan.Tests.Fakes;

/// <summary>Server-side apply in small: what was applied and no longer is goes, maps merge, lists replace, foreign fields conflict.</summary>
internal sealed partial class FakeCluster
{
    private readonly List<ForeignField> _foreign = [];
    private readonly List<(string Identity, Func<ApplyRequest, Exception?> Error)> _refusals = [];

    /// <summary>Called before a write of an object is carried out (`configmap/shop/a`), so that a test can interrupt there.</summary>
    public Func<ObjectReference, CancellationToken, Task>? BeforeWrite { get; set; }

    /// <summary>Makes another manager the owner of a field with a value (JSON), as `kubectl edit` would.</summary>
    public void SetField(string identity, string manager, string valueJson, params string[] path)
    {
        var value = JsonText.Parse(valueJson);
        Store(new KubernetesObject(Find(identity).Content.WithPath(path, value)));
        _foreign.Add(new ForeignField(identity, manager, [.. path]));
    }

    /// <summary>Refuses every apply of an object, dry runs included; the function may let one pass by giving null.</summary>
    public void Refuse(string identity, Func<ApplyRequest, Exception?> error) => _refusals.Add((identity, error));

    public async Task<KubernetesObject> ApplyAsync(ApplyRequest request, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var desired = request.Desired;
        if (!request.DryRun && BeforeWrite is { } before)
        {
            await before(desired.Reference, cancellationToken);
        }

        Record($"{(request.DryRun ? "dry-run" : "apply")} {desired}{(request.Force ? " (force)" : "")}");
        EnsureServed(desired);
        foreach (var (identity, error) in _refusals)
        {
            if (identity == desired.Identity.ToString() && error(request) is { } refusal)
            {
                throw refusal;
            }
        }

        lock (_gate)
        {
            return Apply(request, desired);
        }
    }

    private KubernetesObject Apply(ApplyRequest request, KubernetesObject desired)
    {
        var stored = _objects.GetValueOrDefault(Key(desired.Identity)) ?? new StoredObject();
        if (stored.Live.DeletionTimestamp is not null)
        {
            throw new InvalidOperationException($"{desired} is terminating and must not be applied to");
        }

        RefuseConflicts(request, stored.Live);
        var merged = Merge(Remove(stored.Live.Content, stored.Applied, desired.Content), desired.Content);
        merged = merged.WithPath(["metadata", "managedFields"], ManagedFields(desired));
        if (YamlNode.DeepEquals(merged, stored.Live.Content) || request.DryRun)
        {
            return new KubernetesObject(merged);
        }

        var live = Store(new KubernetesObject(merged)).Live;
        _objects[Key(desired.Identity)] = new StoredObject { Live = live, Applied = desired.Content };
        return live;
    }

    private void EnsureServed(KubernetesObject desired)
    {
        if (desired.Namespace is { } name && !All.Any(live => live.Kind == "Namespace" && live.Name == name))
        {
            throw new ApiException($"Apply of `{desired}`", 404, "NotFound", $"namespaces \"{name}\" not found");
        }

        if (desired.Kind != "Namespace" && GetApiResourcesAsync().Result.Find(desired.Group, desired.Version, desired.Kind) is null)
        {
            throw new ApiException($"Apply of `{desired}`", 404, "NotFound", "the server could not find the requested resource");
        }
    }

    private void RefuseConflicts(ApplyRequest request, KubernetesObject live)
    {
        var clashes = _foreign.Where(field => field.Identity == live.Identity.ToString())
            .Where(field => request.Desired.Content.Find(field.Path.AsSpan()) is { } ours && !YamlNode.DeepEquals(ours, live.Content.Find(field.Path.AsSpan())))
            .ToList();
        if (clashes.Count > 0 && !request.Force)
        {
            throw new FieldConflictException(
                request.Desired.Reference,
                [.. clashes.Select(field => new FieldConflict("." + string.Join('.', field.Path), field.Manager) { Operation = "Update", Since = "2026-01-02T03:04:05Z" })]);
        }

        if (!request.DryRun)
        {
            _foreign.RemoveAll(clashes.Contains);
        }
    }

    private static YamlMap Remove(YamlMap live, YamlMap applied, YamlMap desired)
    {
        foreach (var (key, before) in applied.Entries)
        {
            if (desired.Find(key) is not { } now)
            {
                live = live.Without(key);
            }
            else if (before is YamlMap beforeMap && now is YamlMap nowMap && live.Find(key) is YamlMap liveMap)
            {
                live = live.With(key, Remove(liveMap, beforeMap, nowMap));
            }
        }

        return live;
    }

    private static YamlMap Merge(YamlMap live, YamlMap desired) => desired.Entries.Aggregate(live, (merged, entry) =>
        merged.With(entry.Key, entry.Value is YamlMap map ? Merge(merged.Find(entry.Key) as YamlMap ?? YamlMap.Empty, map) : entry.Value));

    private static YamlList ManagedFields(KubernetesObject desired) => YamlList.Of(YamlMap.Of(
        KeyValuePair.Create<string, YamlNode>("manager", new YamlString("packman")),
        KeyValuePair.Create<string, YamlNode>("operation", new YamlString("Apply")),
        KeyValuePair.Create<string, YamlNode>("apiVersion", new YamlString(desired.ApiVersion)),
        KeyValuePair.Create<string, YamlNode>("fieldsV1", Fields(desired.Content))));

    private static YamlMap Fields(YamlMap map) => YamlMap.Of(map.Entries
        .Where(entry => entry.Key is not ("apiVersion" or "kind" or "name" or "namespace"))
        .Select(entry => KeyValuePair.Create<string, YamlNode>("f:" + entry.Key, entry.Value is YamlMap child ? Fields(child) : YamlMap.Empty)));

    private sealed record ForeignField(string Identity, string Manager, ImmutableArray<string> Path);
}
