namespace PackMan.Releases;

/// <summary>Where revisions live: Secrets of the release's namespace.</summary>
public interface IReleaseStore
{
    /// <summary>Metadata of every revision of every release; a null namespace means all of them.</summary>
    Task<IReadOnlyList<ReleaseSummary>> ListAsync(string? namespaceName, string? labelSelector = null, CancellationToken cancellationToken = default);

    /// <summary>Metadata of one release's revisions; empty when it was never recorded.</summary>
    Task<ReleaseHistory> GetHistoryAsync(string namespaceName, ReleaseName name, CancellationToken cancellationToken = default);

    /// <summary>The record of a revision, parts joined and checked.</summary>
    /// <exception cref="PackManException">It is gone, or its parts do not fit together.</exception>
    Task<ReleaseRevision> ReadAsync(ReleaseSummary summary, CancellationToken cancellationToken = default);

    /// <summary>Stores a new revision: parts first, then the head.</summary>
    Task<ReleaseSummary> CreateAsync(ReleaseRevision revision, CancellationToken cancellationToken = default);

    /// <summary>Changes status and description, guarded by resourceVersion.</summary>
    Task<ReleaseSummary> SetStatusAsync(ReleaseSummary summary, ReleaseStatus status, string description, CancellationToken cancellationToken = default);

    /// <summary>Deletes a revision, head first.</summary>
    Task DeleteAsync(ReleaseSummary summary, CancellationToken cancellationToken = default);

    /// <summary>Takes the one-writer lease of a release, waiting out one that has gone quiet.</summary>
    /// <param name="operation">`install`, `upgrade`, `rollback`, `uninstall`.</param>
    /// <exception cref="PackManException">Somebody holds it: who, since when, last renewed.</exception>
    Task<IReleaseLease> AcquireLeaseAsync(string namespaceName, ReleaseName name, string operation, IProgress<string>? notices = null, CancellationToken cancellationToken = default);
}

/// <summary>The right to write a release; renewed in the background and given back on disposal.</summary>
public interface IReleaseLease : IAsyncDisposable
{
    /// <summary>Cancelled when the lease could not be renewed in time: start no new write.</summary>
    CancellationToken Lost { get; }
}
