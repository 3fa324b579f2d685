using System.Net;
using System.Net.Sockets;

namespace PackMan.ClusterTests.Fixtures;

/// <summary>Ports for servers that have to be told one.</summary>
internal static class LoopbackPort
{
    /// <summary>A port that nobody listens on now; somebody else may take it before the server does.</summary>
    public static int FindFree()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
