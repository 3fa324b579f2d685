namespace PackMan.Cluster.Api;

/// <summary>The API server's time, from the `Date` headers of its answers. Ages are judged by it, because local clocks are wrong.</summary>
public sealed class ServerClock(TimeProvider time)
{
    private readonly Lock _lock = new();
    private DateTimeOffset? _date;
    private long _seenAt;

    /// <summary>The server's time now: its last `Date` and what has passed since; null before the first answer.</summary>
    public DateTimeOffset? Now
    {
        get
        {
            lock (_lock)
            {
                return _date + time.GetElapsedTime(_seenAt);
            }
        }
    }

    internal void Observe(DateTimeOffset? date)
    {
        if (date is null)
        {
            return;
        }

        lock (_lock)
        {
            _date = date;
            _seenAt = time.GetTimestamp();
        }
    }
}
