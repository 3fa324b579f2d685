using System.Net.Sockets;

namespace PackMan.Distribution.Http;

/// <summary>Says in a user's words why no answer came.</summary>
internal static class ConnectionFault
{
    private const string CheckAddress = "Check the address and the connection";

    public static bool IsOne(Exception exception) => exception is HttpRequestException or IOException or TimeoutException;

    public static NoAnswerException Explain(Uri url, Exception failure)
    {
        var (why, hint) = Describe(url, failure);
        return new NoAnswerException(url, why, hint, failure);
    }

    private static (string Why, string Hint) Describe(Uri url, Exception failure) => (failure, Find<SocketException>(failure)?.SocketErrorCode) switch
    {
        (_, SocketError.HostNotFound or SocketError.TryAgain or SocketError.NoData) or (HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError }, _) =>
            ($"the host name `{url.Host}` cannot be resolved", CheckAddress),
        (_, SocketError.ConnectionRefused) => ($"connection to {url.Host}:{url.Port} refused", CheckAddress),
        (_, SocketError.TimedOut or SocketError.HostUnreachable or SocketError.NetworkUnreachable) =>
            ($"no route to {url.Host}:{url.Port}, or no answer from it", "Check the network, VPN and firewall"),
        (TimeoutException, _) => (failure.Message, "Try again later, or check the network, VPN and firewall"),
        (HttpRequestException { HttpRequestError: HttpRequestError.ProxyTunnelError }, _) => ("the proxy refused the tunnel", "Check HTTPS_PROXY and NO_PROXY"),
        (HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError }, _) =>
            ($"the TLS handshake failed ({Innermost(failure).Message.TrimEnd('.')})", "If its authority is your own, name it with `--ca-file`; if the server speaks HTTP without TLS, write `http://`, or `--plain-http` for a registry"),
        _ => ($"the connection broke ({Innermost(failure).Message.TrimEnd('.')})", CheckAddress),
    };

    private static T? Find<T>(Exception? failure)
        where T : Exception
    {
        while (failure is not null and not T)
        {
            failure = failure.InnerException;
        }

        return failure as T;
    }

    private static Exception Innermost(Exception failure) => failure.InnerException is { } inner ? Innermost(inner) : failure;
}
