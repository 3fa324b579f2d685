using System.Net;
using PackMan.Cluster.Connection.Kubeconfigs;

namespace PackMan.Cluster.Connection;

/// <summary>Which proxy stands before the server: the kubeconfig's `proxy-url`, else the usual variables with Go's reading of NO_PROXY.</summary>
internal static class ServerProxy
{
    public static void Configure(SocketsHttpHandler handler, ClusterTarget target, HostEnvironment environment)
    {
        var address = target.Cluster.ProxyUrl ?? FromVariables(target.Server, environment);
        handler.UseProxy = address is not null;
        handler.Proxy = address is null ? null : Parse(address);
    }

    /// <summary>The proxy the environment names for a server; null when there is none or the server is excepted.</summary>
    public static string? FromVariables(Uri server, HostEnvironment environment)
    {
        string[] names = server.Scheme == Uri.UriSchemeHttps ? ["HTTPS_PROXY", "https_proxy"] : ["HTTP_PROXY", "http_proxy"];
        var address = names.Select(environment.Variable).FirstOrDefault(value => value is not null);
        return address is null || server.IsLoopback || IsExcepted(server, environment) ? null : address;
    }

    private static bool IsExcepted(Uri server, HostEnvironment environment) =>
        (environment.Variable("NO_PROXY") ?? environment.Variable("no_proxy") ?? "")
            .Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Any(rule => Covers(rule, server));

    // golang.org/x/net/http/httpproxy: `*`, networks, addresses, names (which cover what is below them), each with an optional port.
    private static bool Covers(string rule, Uri server)
    {
        if (rule == "*")
        {
            return true;
        }

        var isAddress = IPAddress.TryParse(server.IdnHost, out var address);
        if (isAddress && IPNetwork.TryParse(rule, out var network))
        {
            return network.Contains(address!);
        }

        var colon = rule.LastIndexOf(':');
        if (colon > 0 && ushort.TryParse(rule[(colon + 1)..], out var port))
        {
            return port == server.Port && Covers(rule[..colon], server);
        }

        var name = rule.TrimStart('*').TrimStart('.');
        var isBelow = server.IdnHost.EndsWith($".{name}", StringComparison.OrdinalIgnoreCase);
        return isBelow || (!rule.StartsWith('.') && server.IdnHost.Equals(name, StringComparison.OrdinalIgnoreCase));
    }

    private static WebProxy Parse(string text)
    {
        var full = text.Contains("://", StringComparison.Ordinal) ? text : $"http://{text}";
        if (!Uri.TryCreate(full, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https" or "socks5"))
        {
            // Not quoted: proxy addresses often carry a password.
            throw new KubeconfigException("The proxy before the API server is no address that can be used", "Use `http://`, `https://` or `socks5://` in `proxy-url` or HTTPS_PROXY");
        }

        var proxy = new WebProxy(address);
        if (address.UserInfo.Split(':', 2) is [{ Length: > 0 } user, .. var rest])
        {
            proxy.Credentials = new NetworkCredential(Uri.UnescapeDataString(user), Uri.UnescapeDataString(rest.FirstOrDefault() ?? ""));
        }

        return proxy;
    }
}
