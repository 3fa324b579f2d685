using System.Collections.Immutable;
using System.Net;
using PackMan.Cluster.Connection.Kubeconfigs;

namespace PackMan.Cluster.Connection.Credentials;

/// <summary>Asks the server to treat every request as somebody else's.</summary>
internal sealed class ImpersonationHandler(HttpMessageHandler inner, Impersonation who) : DelegatingHandler(inner)
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Add(request, "Impersonate-User", [who.User!]);
        Add(request, "Impersonate-Uid", who.Uid is { } uid ? [uid] : []);
        Add(request, "Impersonate-Group", who.Groups);
        foreach (var (key, values) in who.Extra)
        {
            Add(request, $"Impersonate-Extra-{Uri.EscapeDataString(key)}", values);
        }

        return base.SendAsync(request, cancellationToken);
    }

    private static void Add(HttpRequestMessage request, string name, ImmutableArray<string> values)
    {
        if (values.Length > 1)
        {
            // Only HTTP/1.1 leaves a way to repeat a header: see RepeatedHeaders.
            request.Version = HttpVersion.Version11;
            request.VersionPolicy = HttpVersionPolicy.RequestVersionExact;
        }

        if (!values.IsEmpty)
        {
            request.Headers.TryAddWithoutValidation(name, RepeatedHeaders.Join(name, values));
        }
    }
}
