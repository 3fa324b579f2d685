namespace PackMan.Execution;

/// <summary>How long an operation may go on: until its timeout, until the user stops it, until its lease is lost.</summary>
internal sealed class OperationClock : IDisposable
{
    private readonly TimeProvider _time;
    private readonly DateTimeOffset _end;
    private readonly CancellationToken _user;
    private readonly CancellationTokenSource _stop;
    private readonly CancellationTokenSource _timeout;
    private readonly CancellationTokenSource _any;
    private CancellationToken _leaseLost;
    private CancellationTokenRegistration _onLeaseLost;

    public OperationClock(TimeProvider time, TimeSpan timeout, CancellationToken user)
    {
        _time = time;
        _end = time.GetUtcNow() + timeout;
        Timeout = timeout;
        _user = user;
        _stop = CancellationTokenSource.CreateLinkedTokenSource(user);
        _timeout = new CancellationTokenSource(timeout, time);
        _any = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token, _timeout.Token);
    }

    public TimeSpan Timeout { get; }

    public TimeSpan Remaining => _end - _time.GetUtcNow() is var left && left > TimeSpan.Zero ? left : TimeSpan.Zero;

    /// <summary>For every request.</summary>
    public CancellationToken Token => _any.Token;

    /// <summary>For waits that watch <see cref="Remaining"/> themselves and can say better what they waited for.</summary>
    public CancellationToken WaitToken => _stop.Token;

    public bool IsLeaseLost => _leaseLost.IsCancellationRequested;

    public void StopWhen(CancellationToken leaseLost)
    {
        _leaseLost = leaseLost;
        _onLeaseLost = leaseLost.Register(_stop.Cancel);
    }

    /// <summary>What a cancellation meant: null when the user asked for it.</summary>
    public PackManException? Explain() => _user.IsCancellationRequested
        ? null
        : IsLeaseLost ? new LeaseLostException() : _timeout.IsCancellationRequested ? new OperationTimeoutException(Timeout) : null;

    public void Dispose()
    {
        _onLeaseLost.Dispose();
        _any.Dispose();
        _timeout.Dispose();
        _stop.Dispose();
    }
}

/// <summary>The operation took longer than its timeout.</summary>
public sealed class OperationTimeoutException(TimeSpan timeout)
    : PackManException($"The operation did not end within {timeout.TotalSeconds:0.#}s")
{
    public override string Hint => "Give it longer with `--timeout`; running the command again goes on from here";
}

/// <summary>The lease could not be renewed, so another command may write the release by now.</summary>
public sealed class LeaseLostException()
    : PackManException("The release's lease could not be renewed in time, so no further write was started")
{
    public override string Hint => "Once the API server answers again, run the command again: it goes on from here";
}
