using System.Collections.Immutable;
using System.Text.RegularExpressions;
using PackMan.Live;
using PackMan.Manifests;
using PackMan.Planning;
using PackMan.Yaml;

namespace PackMan.Actions.Uninstall;

/// <summary>Finds what an uninstall leaves in the cluster, so that nobody is surprised by it later.</summary>
internal sealed partial class LeftBehind(OperationContext context, CancellationToken cancellationToken)
{
    public async Task<IReadOnlyList<string>> FindAsync(Plan plan, ImmutableArray<ManifestObject> crds)
    {
        try
        {
            return
            [
                .. plan.Changes.OfType<Change.Keep>().Select(change => $"{change.Subject}: {change.Reason}"),
                .. await ClaimsAsync(plan),
                .. await CrdsAsync(crds),
                .. await NamespaceAsync(plan.Namespace),
            ];
        }
        catch (ApiException error)
        {
            // Looking is all that failed.
            context.Log.Warn($"What stays in the cluster could not be listed: {error.Message}");
            return [];
        }
    }

    // Kubernetes keeps the claims of a StatefulSet unless its retention policy says otherwise (KEP-1847).
    private async Task<IReadOnlyList<string>> ClaimsAsync(Plan plan)
    {
        var sets = plan.Changes.OfType<Change.Delete>().Select(change => change.Live)
            .Where(live => live is { Kind: "StatefulSet", Group: "apps" })
            .Where(live => live.Content.FindString("spec", "persistentVolumeClaimRetentionPolicy", "whenDeleted") != "Delete")
            .ToList();
        var served = sets.Count == 0 ? null : await context.Cluster.GetApiResourcesAsync(cancellationToken: cancellationToken);
        if (served?.Find("", "v1", "PersistentVolumeClaim") is not { } claims)
        {
            return [];
        }

        var found = new List<string>();
        foreach (var perNamespace in sets.GroupBy(live => live.Namespace))
        {
            var live = await context.Cluster.ListAsync(claims, perNamespace.Key, cancellationToken: cancellationToken);
            found.AddRange(live.Where(claim => claim.DeletionTimestamp is null && perNamespace.Any(set => IsClaimOf(claim, set)))
                .Select(claim => $"{claim}: Kubernetes keeps the claims of a StatefulSet and their data"));
        }

        return found;
    }

    private static bool IsClaimOf(KubernetesObject claim, KubernetesObject set) =>
        (set.Content.Find("spec", "volumeClaimTemplates") as YamlList ?? YamlList.Empty)
            .Select(template => $"{template.FindString("metadata", "name")}-{set.Name}-")
            .Any(prefix => claim.Name.StartsWith(prefix, StringComparison.Ordinal) && Ordinal().IsMatch(claim.Name[prefix.Length..]));

    private async Task<IReadOnlyList<string>> CrdsAsync(ImmutableArray<ManifestObject> crds)
    {
        var live = await Task.WhenAll(crds.Select(item => context.Cluster.GetAsync(item.Object.Reference, cancellationToken)));
        return [.. live.OfType<KubernetesObject>().Select(crd => $"{crd}: what stands in `crds/` may be shared, and deleting it would delete its objects")];
    }

    private async Task<IReadOnlyList<string>> NamespaceAsync(string name)
    {
        try
        {
            var live = await context.Cluster.GetAsync(new ObjectReference(new ObjectIdentity("", "Namespace", null, name), "v1"), cancellationToken);
            return live is not null && IsMadeByPackMan(live) ? [$"{live}: made with `--create-namespace`, and it may hold more than this release"] : [];
        }
        catch (ApiException error) when (error.Status == 403)
        {
            return [];
        }
    }

    private static bool IsMadeByPackMan(KubernetesObject live) =>
        (live.Content.Find("metadata", "managedFields") as YamlList ?? YamlList.Empty).Any<YamlNode>(entry => entry.FindString("manager") == Marks.ManagedBy);

    [GeneratedRegex("^[0-9]+$")]
    private static partial Regex Ordinal();
}
