using System.Net.Http.Headers;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using YamlDotNet.RepresentationModel;

namespace PackMan.ClusterTests.Fixtures;

/// <summary>Opens connections from a kubeconfig, by certificate or token; with none of PackMan's own code, which it helps to test.</summary>
internal static class KubeconfigReader
{
    public static HttpClient OpenHttp(string path)
    {
        var root = Load(path);
        var context = Named(root, "contexts", Text(root, "current-context") ?? "");
        var cluster = Named(root, "clusters", Text(context, "cluster") ?? "");
        var user = Named(root, "users", Text(context, "user") ?? "");

        var handler = new SocketsHttpHandler { SslOptions = { CertificateChainPolicy = TrustOnly(Bytes(cluster, "certificate-authority")) } };
        if (ClientCertificate(user) is { } certificate)
        {
            handler.SslOptions.ClientCertificates = [certificate];
        }

        var http = new HttpClient(handler)
        {
            BaseAddress = new Uri(Text(cluster, "server") ?? throw new InvalidDataException($"{path} names no server")),
            Timeout = Timeout.InfiniteTimeSpan,
        };
        if (Text(user, "token") is { } token)
        {
            http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }

        return http;
    }

    private static YamlMappingNode Load(string path)
    {
        var stream = new YamlStream();
        using var text = File.OpenText(path);
        stream.Load(text);
        return (YamlMappingNode)stream.Documents[0].RootNode;
    }

    private static YamlMappingNode Named(YamlMappingNode root, string list, string name)
    {
        var entry = ((YamlSequenceNode)root[list]).OfType<YamlMappingNode>().First(item => Text(item, "name") == name);
        return (YamlMappingNode)entry[list.TrimEnd('s')];
    }

    private static string? Text(YamlMappingNode map, string key) =>
        map.Children.TryGetValue(key, out var value) ? ((YamlScalarNode)value).Value : null;

    private static byte[]? Bytes(YamlMappingNode map, string key) =>
        Text(map, $"{key}-data") is { } data ? Convert.FromBase64String(data)
        : Text(map, key) is { } path ? File.ReadAllBytes(path)
        : null;

    private static X509ChainPolicy? TrustOnly(byte[]? authorities)
    {
        if (authorities is null)
        {
            return null;
        }

        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.ImportFromPem(Encoding.ASCII.GetString(authorities));
        return policy;
    }

    private static X509Certificate2? ClientCertificate(YamlMappingNode user)
    {
        var certificate = Bytes(user, "client-certificate");
        var key = Bytes(user, "client-key");
        return certificate is null || key is null
            ? null
            : X509Certificate2.CreateFromPem(Encoding.ASCII.GetString(certificate), Encoding.ASCII.GetString(key));
    }
}
