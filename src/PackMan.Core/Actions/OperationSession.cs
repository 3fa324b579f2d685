using System.Collections.Concurrent;
using System.Collections.Immutable;
using PackMan.Execution;
using PackMan.Planning;
using PackMan.Releases;

namespace PackMan.Actions;

/// <summary>One operation on one release: its lease, its clock, and the history as the last command should have left it.</summary>
internal sealed class OperationSession : IAsyncDisposable
{
    private readonly ConcurrentDictionary<int, ReleaseRevision> _read = new();
    private IReleaseLease? _lease;

    private OperationSession(OperationContext context, OperationOptions options, string operation, CancellationToken cancellationToken)
    {
        Context = context;
        Options = options;
        Operation = operation;
        Clock = new OperationClock(context.Time, options.Timeout, cancellationToken);
        History = new ReleaseHistory(options.Name, options.Namespace, []);
    }

    public OperationContext Context { get; }

    public OperationOptions Options { get; }

    public string Operation { get; }

    public OperationClock Clock { get; }

    public ReleaseHistory History { get; private set; }

    public bool IsDryRun => Options.DryRun != DryRun.None;

    public CancellationToken Token => Clock.Token;

    /// <summary>A session that holds nothing yet and knows no history.</summary>
    public static OperationSession Begin(OperationContext context, OperationOptions options, string operation, CancellationToken cancellationToken) =>
        new(context, options, operation, cancellationToken);

    /// <summary>Takes the lease and puts the history right. A dry run only looks, without a lease.</summary>
    public async Task HoldAsync()
    {
        if (IsDryRun)
        {
            History = HistoryMending.InMemory(await Context.Releases.GetHistoryAsync(Options.Namespace, Options.Name, Token));
            return;
        }

        _lease = await Context.Releases.AcquireLeaseAsync(Options.Namespace, Options.Name, Operation, new LoggedNotices(Context.Log), Token);
        Clock.StopWhen(_lease.Lost);
        History = await Context.Releases.GetHistoryAsync(Options.Namespace, Options.Name, Token);
        foreach (var (summary, status, description) in HistoryMending.Decide(History))
        {
            await SetStatusAsync(summary, status, description);
        }
    }

    /// <summary>The revision an upgrade starts from.</summary>
    /// <exception cref="PackManException">Its record cannot be read, or the release was uninstalled meanwhile.</exception>
    public async Task<ReleaseRevision> ReadLastGoodAsync() => History.LastGood() is { } last
        ? await ReadAsync(last, Token)
        : throw new ReleaseNotFoundException(Options.Name, Options.Namespace);

    /// <summary>Runs the operation, and tells a timeout or a lost lease from the user's Ctrl-C.</summary>
    public async Task<T> TellTimeoutAsync<T>(Func<Task<T>> run)
    {
        try
        {
            return await run();
        }
        catch (OperationCanceledException) when (Clock.Explain() is { } reason)
        {
            throw reason;
        }
    }

    public async Task<ReleaseSummary> CreateAsync(ReleaseSummary summary, ReleaseRecord record)
    {
        var created = await Context.Releases.CreateAsync(new ReleaseRevision(summary, record), Token);
        History = History with { Revisions = History.Revisions.Add(created) };
        return created;
    }

    /// <summary>Outcomes are recorded whatever the clock says; only who lost the lease must not write any more.</summary>
    public async Task<ReleaseSummary> SetStatusAsync(ReleaseSummary summary, ReleaseStatus status, string description)
    {
        if (Clock.IsLeaseLost)
        {
            throw new LeaseLostException();
        }

        var changed = await Context.Releases.SetStatusAsync(summary, status, description, CancellationToken.None);
        History = HistoryMending.With(History, changed);
        return changed;
    }

    /// <summary>Records a failure under way. Gives what to tell the user instead of the error, or null to let it pass as it is.</summary>
    public async Task<PackManException?> RecordFailureAsync(ReleaseSummary summary, ReleaseStatus status, Exception error)
    {
        var better = error is OperationCanceledException ? Clock.Explain() : null;
        if (Clock.IsLeaseLost)
        {
            return new LeaseLostException();
        }

        var message = better ?? error;
        try
        {
            await SetStatusAsync(summary, status, message is OperationCanceledException ? RevisionDescription.Cancelled : RevisionDescription.Failed(Operation, message.Message));
        }
        catch (PackManException unrecorded)
        {
            // The first failure is the one to see. The next command finds the revision pending and marks it.
            Context.Log.Warn($"Revision {summary.Revision} could not be marked failed: {unrecorded.Message}");
        }

        return better;
    }

    public PlanExecution NewExecution(Redaction redaction) =>
        new() { Context = Context, Options = Options, Clock = Clock, Redaction = redaction };

    /// <summary>The records of revisions whose objects may be in the cluster. One that cannot be read holds nobody up.</summary>
    public async Task<ImmutableArray<ReleaseRevision>> ReadAsync(IEnumerable<ReleaseSummary> summaries)
    {
        var read = await BoundedTasks.MapAsync([.. summaries], Options.Concurrency, TryReadAsync, Token);
        return [.. read.OfType<ReleaseRevision>()];
    }

    public async ValueTask DisposeAsync()
    {
        if (_lease is not null)
        {
            await _lease.DisposeAsync();
        }

        Clock.Dispose();
    }

    private async Task<ReleaseRevision?> TryReadAsync(ReleaseSummary summary, CancellationToken cancellationToken)
    {
        try
        {
            return await ReadAsync(summary, cancellationToken);
        }
        catch (PackManException error) when (error is not Live.ApiException && summary.Status is not (ReleaseStatus.Deployed or ReleaseStatus.Uninstalling))
        {
            Context.Log.Warn($"The record of revision {summary.Revision} cannot be read, so objects only it made are left alone: {error.Message}");
            return null;
        }
    }

    // Records never change, and an operation comes back to the same one several times.
    private async Task<ReleaseRevision> ReadAsync(ReleaseSummary summary, CancellationToken cancellationToken)
    {
        var revision = _read.GetValueOrDefault(summary.Revision) ?? await Context.Releases.ReadAsync(summary, cancellationToken);
        return _read[summary.Revision] = revision with { Summary = summary };
    }

    private sealed class LoggedNotices(IOperationLog log) : IProgress<string>
    {
        public void Report(string value) => log.Note(value);
    }
}
