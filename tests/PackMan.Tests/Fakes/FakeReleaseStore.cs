using System.Collections.Immutable;
using PackMan.Releases;

namespace PackMan.Tests.Fakes;

/// <summary>Revisions in memory. Records go through their bytes, as they do in a cluster, so nothing is shared by reference.</summary>
internal sealed class FakeReleaseStore(TimeProvider? time = null) : IReleaseStore
{
    private readonly Lock _gate = new();
    private readonly List<Stored> _revisions = [];
    private readonly TimeProvider _time = time ?? new FixedTime();
    private int _version;

    /// <summary>Every change in order: `create 1 pending-install`, `set 1 deployed`, `delete 1`, `hold`, `release`.</summary>
    public List<string> Journal { get; } = [];

    /// <summary>Who holds every lease; null lets anybody have it.</summary>
    public string? HeldBy { get; set; }

    /// <summary>Cancelling it loses the lease.</summary>
    public CancellationTokenSource Lost { get; set; } = new();

    /// <summary>Called before a change is stored, so that a test can break it.</summary>
    public Action<string>? BeforeChange { get; set; }

    /// <summary>`1 superseded, 2 deployed`, oldest first.</summary>
    public string Statuses => string.Join(", ", _revisions.OrderBy(stored => stored.Summary.Revision).Select(stored => $"{stored.Summary.Revision} {stored.Summary.Status.ToText()}"));

    public Task<IReadOnlyList<ReleaseSummary>> ListAsync(string? namespaceName, string? labelSelector = null, CancellationToken cancellationToken = default)
    {
        var wanted = labelSelector?.Split(',').Select(pair => pair.Split('=')).ToList() ?? [];
        lock (_gate)
        {
            return Task.FromResult<IReadOnlyList<ReleaseSummary>>(
            [
                .. _revisions.Select(stored => stored.Summary)
                    .Where(summary => namespaceName is null || summary.Namespace == namespaceName)
                    .Where(summary => wanted.All(pair => summary.Labels.GetValueOrDefault(pair[0]) == pair[1])),
            ]);
        }
    }

    public Task<ReleaseHistory> GetHistoryAsync(string namespaceName, ReleaseName name, CancellationToken cancellationToken = default)
    {
        lock (_gate)
        {
            var own = _revisions.Select(stored => stored.Summary).Where(summary => summary.Namespace == namespaceName && summary.Name == name);
            return Task.FromResult(new ReleaseHistory(name, namespaceName, [.. own.OrderBy(summary => summary.Revision)]));
        }
    }

    public Task<ReleaseRevision> ReadAsync(ReleaseSummary summary, CancellationToken cancellationToken = default)
    {
        lock (_gate)
        {
            var stored = _revisions[IndexOf(summary)];
            return Task.FromResult(new ReleaseRevision(stored.Summary, ReleaseRecordCodec.Decode(stored.Record)));
        }
    }

    public Task<ReleaseSummary> CreateAsync(ReleaseRevision revision, CancellationToken cancellationToken = default)
    {
        Note($"create {revision.Summary.Revision} {revision.Summary.Status.ToText()}");
        lock (_gate)
        {
            var summary = revision.Summary with { Updated = _time.GetUtcNow(), ResourceVersion = $"{++_version}" };
            _revisions.Add(new Stored(summary, ReleaseRecordCodec.Encode(revision.Record)));
            return Task.FromResult(summary);
        }
    }

    public Task<ReleaseSummary> SetStatusAsync(ReleaseSummary summary, ReleaseStatus status, string description, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Note($"set {summary.Revision} {status.ToText()}");
        lock (_gate)
        {
            var index = IndexOf(summary);
            if (_revisions[index].Summary.ResourceVersion != summary.ResourceVersion)
            {
                throw new InvalidOperationException($"Revision {summary.Revision} was changed by somebody else");
            }

            var changed = _revisions[index].Summary with { Status = status, Description = description, Updated = _time.GetUtcNow(), ResourceVersion = $"{++_version}" };
            _revisions[index] = _revisions[index] with { Summary = changed };
            return Task.FromResult(changed);
        }
    }

    public Task DeleteAsync(ReleaseSummary summary, CancellationToken cancellationToken = default)
    {
        Note($"delete {summary.Revision}");
        lock (_gate)
        {
            _revisions.RemoveAt(IndexOf(summary));
            return Task.CompletedTask;
        }
    }

    public Task<IReleaseLease> AcquireLeaseAsync(string namespaceName, ReleaseName name, string operation, IProgress<string>? notices = null, CancellationToken cancellationToken = default)
    {
        if (HeldBy is { } holder)
        {
            throw new FakeLeaseException(holder);
        }

        Note("hold");
        return Task.FromResult<IReleaseLease>(new Lease(this));
    }

    private int IndexOf(ReleaseSummary summary) =>
        _revisions.FindIndex(stored => stored.Summary.Namespace == summary.Namespace && stored.Summary.Name == summary.Name && stored.Summary.Revision == summary.Revision);

    private void Note(string line)
    {
        BeforeChange?.Invoke(line);
        lock (_gate)
        {
            Journal.Add(line);
        }
    }

    private sealed record Stored(ReleaseSummary Summary, byte[] Record);

    private sealed class Lease(FakeReleaseStore store) : IReleaseLease
    {
        public CancellationToken Lost => store.Lost.Token;

        public ValueTask DisposeAsync()
        {
            store.Note("release");
            return ValueTask.CompletedTask;
        }
    }

    private sealed class FakeLeaseException(string holder) : PackManException($"`{holder}` holds the release");
}
