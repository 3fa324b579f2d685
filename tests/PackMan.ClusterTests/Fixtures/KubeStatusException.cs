using System.Net;

namespace PackMan.ClusterTests.Fixtures;

/// <summary>An answer of the API server that is no success, with its Status object as text.</summary>
internal sealed class KubeStatusException(HttpStatusCode code, string status) : Exception($"The server answered {(int)code}: {status}")
{
    public HttpStatusCode Code { get; } = code;

    public string Status { get; } = status;
}
