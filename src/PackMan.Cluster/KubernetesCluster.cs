using PackMan.Cluster.Api;
using PackMan.Cluster.Discovery;
using PackMan.Cluster.Readiness;
using PackMan.Live;
using PackMan.Manifests;
using PackMan.Yaml;

namespace PackMan.Cluster;

/// <summary>The cluster behind an API server, whatever handler leads there.</summary>
public sealed class KubernetesCluster : ICluster
{
    private readonly ApiClient _client;
    private readonly ApiDiscovery _discovery;
    private readonly ResourceMap _resources;

    public KubernetesCluster(ApiClient client)
    {
        ArgumentNullException.ThrowIfNull(client);
        _client = client;
        _discovery = new ApiDiscovery(client);
        _resources = new ResourceMap(_discovery);
    }

    public Task<string> GetVersionAsync(CancellationToken cancellationToken = default) => _discovery.GetVersionAsync(cancellationToken);

    public Task<ApiResources> GetApiResourcesAsync(bool refresh = false, CancellationToken cancellationToken = default) =>
        _discovery.GetAsync(refresh, cancellationToken);

    public async Task<KubernetesObject?> GetAsync(ObjectReference reference, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(reference);
        return await _resources.FindAsync(reference, cancellationToken) is { } path
            ? (await _client.TryGetAsync(path, cancellationToken))?.Object
            : null;
    }

    public async Task<IReadOnlyList<KubernetesObject>> ListAsync(
        ApiResource resource, string? namespaceName, string? labelSelector = null, CancellationToken cancellationToken = default) =>
        (await _client.ListAsync(new ResourcePath(resource, namespaceName), new ListOptions { LabelSelector = labelSelector }, cancellationToken)).Items;

    public async Task<KubernetesObject> ApplyAsync(ApplyRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        var reference = request.Desired.Reference;
        var path = await _resources.GetAsync(reference, cancellationToken);
        try
        {
            var options = new ApplyOptions { DryRun = request.DryRun, Force = request.Force };
            return (await _client.ApplyAsync(path, request.Desired.Content, options, cancellationToken)).Object;
        }
        catch (ApiException refusal) when (ApiErrors.ConflictsOf(refusal) is { IsEmpty: false } conflicts)
        {
            var live = await _client.TryGetAsync(path, cancellationToken);
            throw new FieldConflictException(reference, FieldOwners.WithTimes(conflicts, live?.Object));
        }
    }

    public async Task<bool> DeleteAsync(DeleteRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (await _resources.FindAsync(request.Reference, cancellationToken) is not { } path)
        {
            return false;
        }

        var options = new DeleteOptions { Uid = request.Uid, PropagationPolicy = request.PropagationPolicy, DryRun = request.DryRun };
        try
        {
            return await _client.DeleteAsync(path, options, cancellationToken);
        }
        catch (ApiException refusal) when (IsOtherObject(refusal))
        {
            return false;
        }
        catch (ApiException refusal) when (IsOnItsWayOut(path, refusal))
        {
            return true;
        }
    }

    public async Task<bool> IsAllowedAsync(AccessQuestion question, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(question);
        var answer = await _client.SendAsync(AccessReview.Of(question), cancellationToken);
        return answer.Body.Find("status", "allowed") is YamlBoolean { Value: true };
    }

    public Task WaitAsync(WaitRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        return new ReadinessWait(_client, _resources, request).RunAsync(cancellationToken);
    }

    public async Task<string?> ReadLogAsync(string namespaceName, string pod, string? container, int tailLines, CancellationToken cancellationToken = default)
    {
        var path = new ResourcePath(KnownResources.Pods, namespaceName, pod, "log");
        try
        {
            var lines = tailLines.ToString(System.Globalization.CultureInfo.InvariantCulture);
            var text = await _client.GetTextAsync(path, [("container", container), ("tailLines", lines)], cancellationToken);
            return text.Length == 0 ? null : text;
        }
        catch (ApiException refusal) when (refusal.Status is 400 or 404)
        {
            // The container has not started, or is gone.
            return null;
        }
    }

    // The storage layer and the registry above it each word a failed precondition in their own way.
    private static bool IsOtherObject(ApiException refusal) =>
        refusal.Status == 409
        && refusal.ServerMessage.Contains("precondition", StringComparison.OrdinalIgnoreCase)
        && refusal.ServerMessage.Contains("UID", StringComparison.Ordinal);

    // A namespace that is being emptied refuses to be deleted once more.
    private static bool IsOnItsWayOut(ResourcePath path, ApiException refusal) =>
        refusal.Status == 409 && path.Resource.Kind == "Namespace"
        && refusal.ServerMessage.Contains("ensuring all content is removed", StringComparison.OrdinalIgnoreCase);
}
