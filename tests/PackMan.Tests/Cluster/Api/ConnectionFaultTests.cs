using System.Net.Sockets;
using PackMan.Cluster.Api;
using Shouldly;
using Xunit;

namespace PackMan.Tests.Cluster.Api;

public sealed class ConnectionFaultTests
{
    private static readonly Uri Server = new("https://kube.example.com:6443");

    public static TheoryData<Exception, string> Faults => new()
    {
        { Socket(SocketError.HostNotFound), "the host name `kube.example.com` cannot be resolved" },
        { new HttpRequestException(HttpRequestError.NameResolutionError), "the host name `kube.example.com` cannot be resolved" },
        { Socket(SocketError.ConnectionRefused), "connection to kube.example.com:6443 refused" },
        { Socket(SocketError.HostUnreachable), "no route to kube.example.com:6443, or no answer from it" },
        { new OperationCanceledException(), "it did not answer in time" },
        { new HttpRequestException(HttpRequestError.ProxyTunnelError), "the proxy refused the tunnel" },
        { new HttpRequestException(HttpRequestError.SecureConnectionError, "x", new IOException("bad record")), "the TLS handshake failed (bad record)" },
        { new HttpRequestException(HttpRequestError.ResponseEnded, "x", new IOException("reset")), "the connection broke (reset)" },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public void Each_fault_is_told_in_a_users_words_and_has_a_next_step(Exception fault, string expected)
    {
        var (why, hint) = ConnectionFault.Explain(fault, Server);

        why.ShouldBe(expected);
        hint.ShouldNotBeEmpty();
    }

    private static HttpRequestException Socket(SocketError error) => new(HttpRequestError.ConnectionError, "x", new SocketException((int)error));
}
