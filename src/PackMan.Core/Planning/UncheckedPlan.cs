using System.Collections.Immutable;
using PackMan.Manifests;
using PackMan.Yaml;

namespace PackMan.Planning;

/// <summary>The plan of `--dry-run=client`: what would be written as far as it can be told without asking the cluster about objects.</summary>
internal static class UncheckedPlan
{
    private const string Reason = "planned without the cluster";

    public static Plan Of(PlanRequest request)
    {
        var desired = DesiredObjects.Of(request).Where(item => !item.IsHook).ToList();
        var wanted = desired.Select(item => item.Marked.Identity).Concat(request.Hooks.Select(hook => hook.Object.Identity)).ToHashSet();
        var gone = request.Inventory.Where(reference => !wanted.Contains(reference.Identity)).DistinctBy(reference => reference.Identity);
        IEnumerable<Change> changes =
        [
            .. request.NewNamespace is { } made ? [new Change.Create(made)] : Array.Empty<Change>(),
            .. desired.Select(item => new Change.Create(item.Marked) { IsShared = item.IsShared }),
            .. gone.Select(reference => new Change.Delete(Named(reference))),
        ];
        return new Plan
        {
            Operation = request.Operation,
            Release = request.Options.Name,
            Namespace = request.Options.Namespace,
            Revision = request.Revision,
            Changes = [.. Waves.Number(changes, request.NewNamespace?.Name).Select(change => change with { NotChecked = Reason })],
            Hooks = request.Hooks,
        };
    }

    private static KubernetesObject Named(ObjectReference reference)
    {
        var metadata = YamlMap.Of(KeyValuePair.Create<string, YamlNode>("name", new YamlString(reference.Identity.Name)));
        return new KubernetesObject(YamlMap.Of(
            KeyValuePair.Create<string, YamlNode>("apiVersion", new YamlString(reference.ApiVersion)),
            KeyValuePair.Create<string, YamlNode>("kind", new YamlString(reference.Identity.Kind)),
            KeyValuePair.Create<string, YamlNode>("metadata", reference.Identity.Namespace is { } name ? metadata.With("namespace", new YamlString(name)) : metadata)));
    }
}
