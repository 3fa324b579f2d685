namespace PackMan.Templating.Evaluation;

/// <summary>
/// Stops a rendering that has used up its time by the clock and by the processor. The clock alone would fail honest charts on a machine that is busy or
/// throttled; the processor alone counts what other threads do.
/// </summary>
internal sealed class RenderDeadline : IDisposable
{
    private static readonly TimeSpan Never = Timeout.InfiniteTimeSpan;

    // Not so short that a chart just below its limit is asked without end.
    private static readonly TimeSpan ShortestWait = TimeSpan.FromMilliseconds(50);

    private readonly TimeSpan _limit;
    private readonly Func<TimeSpan> _processorTime;
    private readonly TimeSpan _start;
    private readonly CancellationTokenSource _stop;
    private readonly ITimer _timer;

    public RenderDeadline(TimeSpan limit, TimeProvider time, CancellationToken cancellationToken)
        : this(limit, time, () => Environment.CpuUsage.TotalTime, cancellationToken)
    {
    }

    internal RenderDeadline(TimeSpan limit, TimeProvider time, Func<TimeSpan> processorTime, CancellationToken cancellationToken)
    {
        (_limit, _processorTime, _start) = (limit, processorTime, processorTime());
        _stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        _timer = time.CreateTimer(_ => Look(), null, Never, Never);
        _timer.Change(limit, Never);
    }

    /// <summary>Cancelled at the deadline, or with the token that was given.</summary>
    public CancellationToken Token => _stop.Token;

    public void Dispose()
    {
        _timer.Dispose();
        _stop.Dispose();
    }

    private void Look()
    {
        var left = _limit - (_processorTime() - _start);
        try
        {
            if (left <= TimeSpan.Zero)
            {
                _stop.Cancel();
            }
            else
            {
                _timer.Change(left < ShortestWait ? ShortestWait : left, Never);
            }
        }
        catch (ObjectDisposedException)
        {
            // The rendering ended while the timer fired.
        }
    }
}
