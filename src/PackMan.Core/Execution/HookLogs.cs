using PackMan.Live;
using PackMan.Manifests;

namespace PackMan.Execution;

/// <summary>Fetches what a failed hook printed last.</summary>
internal sealed class HookLogs(ICluster cluster)
{
    private const int Lines = 20;

    /// <summary>The last lines of the hook's newest pod; null when there are none, or when they cannot be read.</summary>
    public async Task<string?> ReadAsync(KubernetesObject hook, CancellationToken cancellationToken)
    {
        try
        {
            return await FindPodAsync(hook, cancellationToken) is { Namespace: { } namespaceName } pod
                ? await cluster.ReadLogAsync(namespaceName, pod.Name, null, Lines, cancellationToken)
                : null;
        }
        catch (PackManException)
        {
            // The hook's failure is what the user must see; that its log could not be read adds nothing to it.
            return null;
        }
    }

    private async Task<KubernetesObject?> FindPodAsync(KubernetesObject hook, CancellationToken cancellationToken)
    {
        if (hook.Kind == "Pod")
        {
            return hook;
        }

        var served = await cluster.GetApiResourcesAsync(cancellationToken: cancellationToken);
        return served.Find("", "v1", "Pod") is { } pods
            ? (await cluster.ListAsync(pods, hook.Namespace, $"job-name={hook.Name}", cancellationToken))
                .OrderBy(pod => pod.Content.FindString("metadata", "creationTimestamp"), StringComparer.Ordinal)
                .LastOrDefault()
            : null;
    }
}
