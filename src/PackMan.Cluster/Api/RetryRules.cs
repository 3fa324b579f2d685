using PackMan.Live;

namespace PackMan.Cluster.Api;

/// <summary>Which failed requests are sent again, and after how long.</summary>
internal static class RetryRules
{
    public const int MaxAttempts = 6;

    // What the API server passes on when it lost etcd for a moment: https://github.com/etcd-io/etcd/blob/main/api/v3rpc/rpctypes/error.go
    private static readonly string[] StoreFaults =
    [
        "rpc error: code = Internal desc = unexpected EOF", "rpc error: code = Unavailable", "etcdserver: leader changed", "etcdserver: no leader", "etcdserver: request timed out",
    ];

    private static readonly TimeSpan FirstDelay = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LongestDelay = TimeSpan.FromSeconds(30);

    /// <summary>How long to wait before the next attempt; null when the refusal stands.</summary>
    /// <param name="attempt">The attempt that failed, from 1.</param>
    /// <param name="retryAfter">What the server asked for.</param>
    public static TimeSpan? AfterRefusal(ApiRequest request, int attempt, ApiException refusal, TimeSpan? retryAfter)
    {
        if (attempt >= MaxAttempts || !IsWorthRepeating(request, refusal, retryAfter))
        {
            return null;
        }

        return retryAfter is { } asked ? Clamp(asked) : BackOff(attempt);
    }

    /// <summary>How long to wait after a request that got no answer; null when it is not sent again.</summary>
    /// <param name="wasSent">False when no connection came about, so that nothing can have happened.</param>
    /// <param name="heardBefore">The server answered earlier in this process.</param>
    public static TimeSpan? AfterSilence(ApiRequest request, int attempt, bool wasSent, bool heardBefore)
    {
        // A server that never answered is a wrong address more often than one that restarts: the user should know soon.
        var attempts = heardBefore ? MaxAttempts : 2;
        return attempt < attempts && (request.IsIdempotent || !wasSent) ? BackOff(attempt) : null;
    }

    private static bool IsWorthRepeating(ApiRequest request, ApiException refusal, TimeSpan? retryAfter) => refusal.Status switch
    {
        // The server's own load limit turns requests away before doing anything.
        429 => true,
        502 or 503 or 504 => request.IsIdempotent,
        >= 500 => request.IsIdempotent && (retryAfter is not null || IsLostStore(refusal)),
        409 => request.RepeatsConflicts || IsQuotaRace(refusal),
        403 => IsQuotaRace(refusal),
        _ => false,
    };

    // Quota admission updates its own counters optimistically; losing that race has nothing to do with the object.
    private static bool IsQuotaRace(ApiException refusal) =>
        refusal.ServerMessage.Contains("quota", StringComparison.Ordinal) && refusal.ServerMessage.Contains("try again", StringComparison.Ordinal);

    private static bool IsLostStore(ApiException refusal) => StoreFaults.Any(fault => refusal.ServerMessage.StartsWith(fault, StringComparison.Ordinal));

    private static TimeSpan BackOff(int attempt) => Clamp(FirstDelay * Math.Pow(2, attempt - 1));

    private static TimeSpan Clamp(TimeSpan delay) => delay < LongestDelay ? delay : LongestDelay;
}
