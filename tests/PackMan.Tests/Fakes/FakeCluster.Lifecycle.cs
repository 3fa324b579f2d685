using System.Collections.Immutable;
using PackMan.Live;
using PackMan.Manifests;
using PackMan.Yaml;

namespace PackMan.Tests.Fakes;

/// <summary>Deletion, access and readiness of the fake cluster.</summary>
internal sealed partial class FakeCluster
{
    private readonly HashSet<string> _denied = [];

    /// <summary>What an object fails to get ready with (`job/shop/migrate` → reason).</summary>
    public Dictionary<string, string> Failures { get; } = [];

    /// <summary>Logs by `namespace/pod`.</summary>
    public Dictionary<string, string> Logs { get; } = [];

    /// <summary>Called before a wait is answered, so that a test can interrupt there.</summary>
    public Func<WaitRequest, CancellationToken, Task>? BeforeWait { get; set; }

    /// <summary>Takes a right away (`delete`, `configmaps`).</summary>
    public void Deny(string verb, string plural) => _denied.Add($"{verb} {plural}");

    /// <summary>Lets a terminating object go.</summary>
    public void Finish(string identity)
    {
        lock (_gate)
        {
            _objects.Remove(Key(Find(identity).Identity));
        }
    }

    public async Task<bool> DeleteAsync(DeleteRequest request, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (!request.DryRun && BeforeWrite is { } before)
        {
            await before(request.Reference, cancellationToken);
        }

        Record($"{(request.DryRun ? "dry-run delete" : "delete")} {request.Reference}");
        lock (_gate)
        {
            var key = Key(request.Reference.Identity);
            if (!_objects.TryGetValue(key, out var stored) || (request.Uid is { } uid && stored.Live.Uid != uid))
            {
                return false;
            }

            if (request.DryRun)
            {
                return true;
            }

            if (stored.Live.Content.Find("metadata", "finalizers") is YamlList { Count: > 0 })
            {
                var terminating = stored.Live.Content.WithPath(["metadata", "deletionTimestamp"], new YamlString("2026-01-02T03:04:05Z"));
                _objects[key] = stored with { Live = new KubernetesObject(terminating) };
                return true;
            }

            return _objects.Remove(key);
        }
    }

    public Task<bool> IsAllowedAsync(AccessQuestion question, CancellationToken cancellationToken = default)
    {
        Record($"may {question.Verb} {question.Resource}{(question.Namespace is { } name ? $" in {name}" : "")}{(question.Name is { } one ? $" named {one}" : "")}");
        return Task.FromResult(!_denied.Contains($"{question.Verb} {question.Resource}"));
    }

    public async Task WaitAsync(WaitRequest request, CancellationToken cancellationToken = default)
    {
        foreach (var awaited in request.Objects)
        {
            Record($"wait {awaited.State.ToString().ToLowerInvariant()} {awaited.Reference}");
        }

        if (BeforeWait is { } before)
        {
            await before(request, cancellationToken);
        }

        cancellationToken.ThrowIfCancellationRequested();
        var states = request.Objects.Select(awaited => new ObjectProgress(awaited.Reference, StateOf(awaited))).ToList();
        states.ForEach(state => request.Progress?.Report(state));
        var unready = states.Where(state => state.State is not ReadinessState.Ready).ToImmutableArray();
        if (!unready.IsEmpty)
        {
            throw new NotReadyException(unready, unready.Any(state => state.State is ReadinessState.Failed) ? null : request.Timeout);
        }
    }

    private ReadinessState StateOf(AwaitedObject awaited)
    {
        var live = All.FirstOrDefault(candidate => candidate.Identity == awaited.Reference.Identity);
        if (awaited.State == AwaitedState.Gone)
        {
            return live is null || (awaited.Uid is { } uid && live.Uid != uid)
                ? new ReadinessState.Ready("gone")
                : new ReadinessState.Waiting("still there");
        }

        return Failures.TryGetValue(awaited.Reference.ToString(), out var reason)
            ? new ReadinessState.Failed(reason)
            : live is null ? new ReadinessState.Waiting("not found") : new ReadinessState.Ready("ready");
    }
}
