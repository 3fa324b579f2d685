namespace PackMan.Cluster.Api;

/// <summary>No answer came from the API server.</summary>
public sealed class ServerUnreachableException(Uri server, string why, string hint, Exception? innerException = null)
    : PackManException($"The API server `{server.GetLeftPart(UriPartial.Path).TrimEnd('/')}` could not be reached: {why}", innerException)
{
    public Uri Server { get; } = server;

    public override string Hint { get; } = hint;
}
