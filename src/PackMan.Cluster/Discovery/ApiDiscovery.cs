using System.Collections.Immutable;
using PackMan.Cluster.Api;
using PackMan.Live;
using PackMan.Yaml;

namespace PackMan.Cluster.Discovery;

/// <summary>
/// Asks the server what it serves: one request per root where it answers aggregated (1.26 and later), one per group version
/// elsewhere. A group version that does not answer is noted and stops nothing.
/// </summary>
internal sealed class ApiDiscovery(ApiClient client)
{
    // The server takes the first form it knows; every server knows the last.
    private const string Accept = "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList,"
        + "application/json;g=apidiscovery.k8s.io;v=v2beta1;as=APIGroupDiscoveryList,application/json";

    private readonly Lock _lock = new();
    private Task<ApiResources>? _resources;
    private Task<string>? _version;

    /// <summary>The server's `gitVersion`.</summary>
    public Task<string> GetVersionAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return Shared(ref _version, false, ReadVersionAsync).WaitAsync(cancellationToken);
        }
    }

    public Task<ApiResources> GetAsync(bool refresh, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return Shared(ref _resources, refresh, ReadAsync).WaitAsync(cancellationToken);
        }
    }

    // Everybody who asks at once shares one answer; a failure is not remembered.
    private static Task<T> Shared<T>(ref Task<T>? known, bool refresh, Func<Task<T>> read)
    {
        var isUsable = known is not null && (!known.IsCompleted || (known.IsCompletedSuccessfully && !refresh));
        return isUsable ? known! : known = read();
    }

    private async Task<string> ReadVersionAsync()
    {
        var answer = await client.GetDocumentAsync("/version");
        return answer.Body.FindString("gitVersion") ?? throw new UnexpectedAnswerException("`/version` names no `gitVersion`");
    }

    private async Task<ApiResources> ReadAsync()
    {
        var roots = await Task.WhenAll(ReadRootAsync("/api"), ReadRootAsync("/apis"));
        var failing = roots.SelectMany(root => root.FailingGroups).ToImmutableSortedDictionary(StringComparer.Ordinal);
        return new ApiResources([.. roots.SelectMany(root => root.Resources)], failing);
    }

    private async Task<ApiResources> ReadRootAsync(string path)
    {
        var root = (await client.GetDocumentAsync(path, Accept)).Body;
        return root.FindString("kind") == "APIGroupDiscoveryList"
            ? AggregatedDiscovery.Read(root)
            : await ReadGroupsAsync(path, LegacyDiscovery.GroupVersions(root));
    }

    private async Task<ApiResources> ReadGroupsAsync(string path, IReadOnlyList<string> groupVersions)
    {
        var answers = await Task.WhenAll(groupVersions.Select(groupVersion => ReadGroupAsync(path, groupVersion)));
        return new ApiResources(
            [.. answers.SelectMany(answer => answer.Resources)],
            answers.SelectMany(answer => answer.FailingGroups).ToImmutableSortedDictionary(StringComparer.Ordinal));
    }

    private async Task<ApiResources> ReadGroupAsync(string path, string groupVersion)
    {
        try
        {
            var list = (await client.GetDocumentAsync($"{path}/{groupVersion}")).Body;
            return new ApiResources(LegacyDiscovery.Resources(groupVersion, list), ImmutableSortedDictionary<string, string>.Empty);
        }
        catch (PackManException failure)
        {
            var reason = failure is ApiException refusal ? refusal.ServerMessage : failure.Message;
            return new ApiResources([], ImmutableSortedDictionary<string, string>.Empty.Add(groupVersion, reason));
        }
    }
}
