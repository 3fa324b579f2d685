using System.Net;
using System.Net.Sockets;

namespace PackMan.Distribution.Http;

/// <summary>Which failed requests are sent again, and after how long.</summary>
internal static class RetryRules
{
    private static readonly TimeSpan FirstDelay = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LongestDelay = TimeSpan.FromSeconds(60);

    /// <summary>How long to wait before asking again; null when the answer stands.</summary>
    /// <param name="attempt">The attempt that was answered, from 1.</param>
    /// <param name="now">What a date in `Retry-After` is measured from.</param>
    public static TimeSpan? AfterAnswer(HttpResponseMessage response, int attempt, HttpLimits limits, DateTimeOffset now)
    {
        if (attempt >= limits.Attempts || !IsPassing(response.StatusCode))
        {
            return null;
        }

        var asked = response.Headers.RetryAfter is { } after ? after.Delta ?? (after.Date - now) : null;
        // A server that wants more patience than anyone has is heard now, with its reason.
        return asked is { } delay ? delay <= LongestDelay ? Floor(delay) : null : BackOff(attempt);
    }

    /// <summary>How long to wait after a connection that failed; null when trying again is of no use.</summary>
    public static TimeSpan? AfterFailure(Exception failure, int attempt, HttpLimits limits)
    {
        var attempts = failure switch
        {
            // What stands in a certificate or in the name service does not change within seconds.
            HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.ProxyTunnelError } => 1,
            _ when IsRefused(failure) => Math.Min(2, limits.Attempts),
            _ => limits.Attempts,
        };
        return attempt < attempts ? BackOff(attempt) : null;
    }

    private static bool IsPassing(HttpStatusCode status) => status is HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests
        or HttpStatusCode.InternalServerError or HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout;

    private static bool IsRefused(Exception? failure) =>
        failure is SocketException { SocketErrorCode: SocketError.ConnectionRefused } || (failure is not null && IsRefused(failure.InnerException));

    private static TimeSpan BackOff(int attempt) => FirstDelay * Math.Pow(2, attempt - 1);

    private static TimeSpan Floor(TimeSpan delay) => delay > TimeSpan.Zero ? delay : TimeSpan.Zero;
}
