namespace PackMan.Distribution.Http;

/// <summary>How long a server may keep us waiting, and how often it is asked again.</summary>
public sealed record HttpLimits
{
    // What the slowest usable link carries, so that a large upload is not taken for a server that hangs.
    private const double BytesPerSecond = 16 * 1024;

    public static HttpLimits Default { get; } = new();

    /// <summary>How long the head of an answer may take, after what it takes to send the body.</summary>
    public TimeSpan Answer { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long a body may pause.</summary>
    public TimeSpan Silence { get; init; } = TimeSpan.FromSeconds(30);

    public int Attempts { get; init; } = 5;

    /// <summary>How long to wait for the answer to a request.</summary>
    public TimeSpan AnswerTo(HttpRequestMessage request) =>
        Answer + TimeSpan.FromSeconds((request.Content?.Headers.ContentLength ?? 0) / BytesPerSecond);
}
