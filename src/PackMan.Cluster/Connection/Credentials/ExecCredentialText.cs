using System.Globalization;
using System.Text.Json;
using PackMan.Cluster.Connection.Kubeconfigs;
using PackMan.Cluster.Connection.Tls;
using PackMan.Yaml;

namespace PackMan.Cluster.Connection.Credentials;

/// <summary>The `ExecCredential` documents that go to a plugin and come back from it.</summary>
internal static class ExecCredentialText
{
    /// <summary>What the plugin finds in KUBERNETES_EXEC_INFO.</summary>
    public static string Request(ExecPlugin plugin, ClusterTarget target, bool interactive)
    {
        var spec = YamlMap.Empty;
        if (plugin.ProvideClusterInfo)
        {
            spec = spec.With("cluster", Cluster(target));
        }

        spec = spec.With("interactive", new YamlBoolean(interactive));
        return JsonText.Write(YamlMap.OfStrings([KeyValuePair.Create("kind", "ExecCredential"), KeyValuePair.Create("apiVersion", plugin.ApiVersion)]).With("spec", spec));
    }

    /// <summary>Reads the plugin's answer.</summary>
    /// <exception cref="ExecPluginException">It is no `ExecCredential` with a token or a certificate.</exception>
    public static (Credential Credential, DateTimeOffset? Expires) Answer(ExecPlugin plugin, string output)
    {
        var answer = Parse(plugin, output);
        if (answer.FindString("kind") != "ExecCredential" || answer.FindString("apiVersion") != plugin.ApiVersion)
        {
            throw Nonsense(plugin, $"answered with `{answer.FindString("apiVersion")}` `{answer.FindString("kind")}` instead of `{plugin.ApiVersion}` `ExecCredential`");
        }

        var token = answer.FindString("status", "token") is { Length: > 0 } given ? $"Bearer {given}" : null;
        var certificatePem = answer.FindString("status", "clientCertificateData");
        var certificate = certificatePem is null ? null
            : ClientCertificate.FromPem(certificatePem, answer.FindString("status", "clientKeyData") ?? "") ?? throw Nonsense(plugin, "answered with a client certificate that cannot be read");
        return token is null && certificate is null
            ? throw Nonsense(plugin, "answered with neither a token nor a client certificate")
            : (new Credential(token, certificate), Expiration(plugin, answer.FindString("status", "expirationTimestamp")));
    }

    private static YamlMap Parse(ExecPlugin plugin, string output)
    {
        try
        {
            return JsonText.Parse(output) as YamlMap ?? throw Nonsense(plugin, "answered with something that is no JSON object");
        }
        catch (JsonException)
        {
            // Not quoted: a broken answer may still hold a token.
            throw Nonsense(plugin, "answered with something that is no JSON");
        }
    }

    private static DateTimeOffset? Expiration(ExecPlugin plugin, string? text) => text is null ? null
        : DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time
        : throw Nonsense(plugin, $"answered with an `expirationTimestamp` that is no time (`{text}`)");

    private static YamlMap Cluster(ClusterTarget target)
    {
        var cluster = YamlMap.OfStrings([KeyValuePair.Create("server", target.Server.OriginalString)]);
        cluster = target.Cluster.TlsServerName is { } name ? cluster.With("tls-server-name", new YamlString(name)) : cluster;
        cluster = target.Cluster.InsecureSkipTlsVerify ? cluster.With("insecure-skip-tls-verify", new YamlBoolean(true)) : cluster;
        cluster = target.Cluster.ProxyUrl is { } proxy ? cluster.With("proxy-url", new YamlString(proxy)) : cluster;
        cluster = target.Cluster.CertificateAuthority is { IsPresent: true } authority
            ? cluster.With("certificate-authority-data", new YamlString(Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(authority.Read()))))
            : cluster;
        return target.Cluster.ExecConfig is { } config ? cluster.With("config", config) : cluster;
    }

    private static ExecPluginException Nonsense(ExecPlugin plugin, string why) =>
        new(plugin.Command, why, "Run it by hand to see what it prints, and check its `apiVersion` in the kubeconfig");
}
