using System.Collections.Concurrent;
using PackMan.Cluster.Api;
using PackMan.Live;
using PackMan.Manifests;

namespace PackMan.Cluster.Readiness;

/// <summary>Looks up when the volumes of a storage class are bound.</summary>
internal sealed class StorageClasses(ApiClient client)
{
    private readonly ConcurrentDictionary<string, string?> _bindingModes = new(StringComparer.Ordinal);

    /// <summary>`Immediate` or `WaitForFirstConsumer`; null when the claim has no class or it may not be read.</summary>
    public async Task<string?> BindingModeAsync(KubernetesObject claim, CancellationToken cancellationToken)
    {
        if (claim.Text("spec", "storageClassName") is not { Length: > 0 } name)
        {
            return null;
        }

        if (!_bindingModes.TryGetValue(name, out var mode))
        {
            mode = await ReadAsync(name, cancellationToken);
            _bindingModes[name] = mode;
        }

        return mode;
    }

    private async Task<string?> ReadAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            var storageClass = await client.TryGetAsync(new ResourcePath(KnownResources.StorageClasses, null, name), cancellationToken);
            return storageClass?.Object.Text("volumeBindingMode");
        }
        catch (ApiException refusal) when (refusal.Status == 403)
        {
            return null;
        }
    }
}
