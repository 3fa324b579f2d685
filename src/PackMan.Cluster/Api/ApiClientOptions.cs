namespace PackMan.Cluster.Api;

/// <summary>How an <see cref="ApiClient"/> behaves.</summary>
public sealed record ApiClientOptions
{
    /// <summary>
    /// Requests in flight at once. A server allows 100 streams a connection; far fewer than that were
    /// enough to be as fast, and servers with small limits answer an overshoot with stream errors.
    /// </summary>
    public int MaxConcurrency { get; init; } = 32;

    /// <summary>The server ends ordinary requests after 60 seconds itself, so later than this nobody answers any more.</summary>
    public TimeSpan RequestTimeout { get; init; } = TimeSpan.FromSeconds(75);

    /// <summary>The field manager of applies.</summary>
    public string FieldManager { get; init; } = "packman";

    /// <summary>Told method, path, status and duration of every request: no bodies, no credentials.</summary>
    public IProgress<string>? Trace { get; init; }

    /// <summary>Connections for watches, so that long streams never take the places of short requests; null shares the main ones.</summary>
    public HttpMessageHandler? WatchHandler { get; init; }
}
