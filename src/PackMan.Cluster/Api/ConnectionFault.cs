using System.Net.Sockets;

namespace PackMan.Cluster.Api;

/// <summary>Says in a user's words why no answer came.</summary>
internal static class ConnectionFault
{
    private const string CheckServer = "Check that the cluster is up and that the kubeconfig's `server` address is right, or choose another context with `--kube-context`";

    public static (string Why, string Hint) Explain(Exception failure, Uri server)
    {
        var socket = Find<SocketException>(failure);
        return (failure, socket?.SocketErrorCode) switch
        {
            (_, SocketError.HostNotFound or SocketError.TryAgain or SocketError.NoData) or (HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError }, _) =>
                ($"the host name `{server.Host}` cannot be resolved", CheckServer),
            (_, SocketError.ConnectionRefused) => ($"connection to {server.Host}:{server.Port} refused", CheckServer),
            (_, SocketError.TimedOut or SocketError.HostUnreachable or SocketError.NetworkUnreachable) =>
                ($"no route to {server.Host}:{server.Port}, or no answer from it", "Check the network, VPN and firewall between here and the cluster"),
            (OperationCanceledException, _) => ("it did not answer in time", "Check the network, VPN and firewall between here and the cluster"),
            (HttpRequestException { HttpRequestError: HttpRequestError.ProxyTunnelError }, _) =>
                ("the proxy refused the tunnel", "Check `proxy-url` of the kubeconfig's cluster and the HTTPS_PROXY and NO_PROXY variables"),
            (HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError }, _) =>
                ($"the TLS handshake failed ({Innermost(failure).Message})", "Check that the address speaks https and that the client certificate is still valid"),
            _ => ($"the connection broke ({Innermost(failure).Message})", CheckServer),
        };
    }

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
