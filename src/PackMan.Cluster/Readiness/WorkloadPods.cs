using System.Collections.Immutable;
using PackMan.Cluster.Api;
using PackMan.Live;
using PackMan.Manifests;
using PackMan.Yaml;

namespace PackMan.Cluster.Readiness;

/// <summary>Finds out, when a wait ends badly, which pod holds a workload back and why.</summary>
internal sealed class WorkloadPods(ApiClient client)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>The same progress, with the pod's cause added where one can be found.</summary>
    public async Task<ImmutableArray<ObjectProgress>> ExplainAsync(ImmutableArray<ObjectProgress> unready, ResourceMap resources, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(Patience, client.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, patience.Token);
        return [.. await Task.WhenAll(unready.Select(progress => ExplainAsync(progress, resources, either.Token)))];
    }

    private async Task<ObjectProgress> ExplainAsync(ObjectProgress progress, ResourceMap resources, CancellationToken cancellationToken)
    {
        if (progress.Reference.Identity is not { Group: "apps" or "batch", Kind: "Deployment" or "StatefulSet" or "DaemonSet" or "ReplicaSet" or "Job" })
        {
            return progress;
        }

        try
        {
            return await FindTroubleAsync(progress.Reference, resources, cancellationToken) is { } trouble
                ? progress with { State = progress.State with { Reason = $"{progress.State.Reason}; {trouble}" } }
                : progress;
        }
        catch (Exception failure) when (failure is PackManException or OperationCanceledException)
        {
            // The wait's own result is what matters; without the right to see pods it is told without them.
            return progress;
        }
    }

    private async Task<string?> FindTroubleAsync(ObjectReference reference, ResourceMap resources, CancellationToken cancellationToken)
    {
        if (await resources.FindAsync(reference, cancellationToken) is not { } path
            || (await client.TryGetAsync(path, cancellationToken))?.Object is not { } workload
            || Selector(workload) is not { } selector)
        {
            return null;
        }

        var pods = await client.ListAsync(new ResourcePath(KnownResources.Pods, workload.Namespace), new ListOptions { LabelSelector = selector }, cancellationToken);
        return pods.Items
            .Where(pod => pod.Condition("Ready") is not { IsTrue: true })
            .OrderByDescending(pod => pod.Text("metadata", "creationTimestamp"), StringComparer.Ordinal)
            .ThenBy(pod => pod.Name, StringComparer.Ordinal)
            .Select(pod => PodTrouble.Find(pod) is { } trouble ? $"`{pod}`: {trouble}" : null)
            .FirstOrDefault(trouble => trouble is not null);
    }

    private static string? Selector(KubernetesObject workload) =>
        workload.Content.Find("spec", "selector", "matchLabels") is YamlMap { Count: > 0 } labels
            ? string.Join(',', labels.Entries.Select(label => $"{label.Key}={label.Value}"))
            : null;
}
