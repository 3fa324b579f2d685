using PackMan.Cluster.Connection.Kubeconfigs;

namespace PackMan.Cluster.Connection.Credentials;

/// <summary>Asks the server to treat every request as somebody else's.</summary>
internal sealed class ImpersonationHandler(HttpMessageHandler inner, Impersonation who) : DelegatingHandler(inner)
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        request.Headers.TryAddWithoutValidation("Impersonate-User", who.User);
        if (who.Uid is { } uid)
        {
            request.Headers.TryAddWithoutValidation("Impersonate-Uid", uid);
        }

        request.Headers.TryAddWithoutValidation("Impersonate-Group", who.Groups);
        foreach (var (key, values) in who.Extra)
        {
            request.Headers.TryAddWithoutValidation($"Impersonate-Extra-{Uri.EscapeDataString(key)}", values);
        }

        return base.SendAsync(request, cancellationToken);
    }
}
