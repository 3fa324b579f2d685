using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using PackMan.Cluster.Connection.Kubeconfigs;

namespace PackMan.Cluster.Connection.Tls;

/// <summary>
/// Decides whether a server is the one the kubeconfig means: its certificate must lead to one of the given authorities (or the
/// system's, if none are given) and bear the host's name. The name is checked always.
/// </summary>
internal sealed class ServerTrust(X509Certificate2Collection? authorities, string serverName)
{
    private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";

    // What is left when a chain ends at an authority that is no root: the only shortcomings that one may have.
    private const X509ChainStatusFlags EndsBeforeRoot = X509ChainStatusFlags.PartialChain | X509ChainStatusFlags.UntrustedRoot;

    /// <exception cref="KubeconfigException">The authority's PEM holds no certificate.</exception>
    public static X509Certificate2Collection? ReadAuthorities(PemSource source)
    {
        if (!source.IsPresent)
        {
            return null;
        }

        var authorities = new X509Certificate2Collection();
        try
        {
            authorities.ImportFromPem(source.Read());
        }
        catch (CryptographicException failure)
        {
            throw new KubeconfigException($"`{source.Field}` holds a broken certificate: {failure.Message}");
        }

        return authorities.Count > 0 ? authorities : throw new KubeconfigException($"`{source.Field}` holds no certificate in PEM form");
    }

    public void Configure(SslClientAuthenticationOptions options)
    {
        if (authorities is not null)
        {
            options.CertificateChainPolicy = Policy(authorities);
        }

        options.RemoteCertificateValidationCallback = Check;
    }

    private static X509ChainPolicy Policy(X509Certificate2Collection authorities)
    {
        var policy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
            DisableCertificateDownloads = true,
        };
        policy.CustomTrustStore.AddRange(authorities);
        policy.ExtraStore.AddRange(authorities);
        policy.ApplicationPolicy.Add(new Oid(ServerAuthentication));
        return policy;
    }

    private bool Check(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateNotAvailable) || certificate is null || chain is null)
        {
            throw Distrust("it showed none", "Check that the address is that of an API server");
        }

        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch))
        {
            throw Distrust(
                $"it is made out to {NamesOf(certificate)}, not to `{serverName}`",
                "Use an address the certificate names, or set `--kube-tls-server-name` to a name it bears");
        }

        var faults = chain.ChainStatus.Aggregate(X509ChainStatusFlags.NoError, (all, status) => all | status.Status);
        if (errors == SslPolicyErrors.None || EndsAtAuthority(chain, faults))
        {
            return true;
        }

        throw Explain(faults, chain);
    }

    // Corporate bundles often hold only the intermediate that signs. Go accepts any given certificate as an anchor, so kubectl does;
    // .NET wants a self-signed root. Signatures up to the anchor were checked: a wrong one shows as NotSignatureValid.
    private bool EndsAtAuthority(X509Chain chain, X509ChainStatusFlags faults) =>
        authorities is not null
        && (faults & ~EndsBeforeRoot) == 0
        && chain.ChainElements.Skip(1).Any(element => authorities.Any(authority => authority.RawDataMemory.Span.SequenceEqual(element.Certificate.RawDataMemory.Span)));

    private ServerTrustException Explain(X509ChainStatusFlags faults, X509Chain chain)
    {
        if (faults.HasFlag(X509ChainStatusFlags.NotTimeValid))
        {
            var expired = chain.ChainElements.First(element => element.ChainElementStatus.Any(status => status.Status == X509ChainStatusFlags.NotTimeValid)).Certificate;
            return Distrust(
                $"`{expired.Subject}` is valid from {expired.NotBefore.ToUniversalTime():u} to {expired.NotAfter.ToUniversalTime():u}",
                "Renew the server's certificate, or check this machine's clock");
        }

        return (faults & EndsBeforeRoot) != 0
            ? Distrust(
                $"it was issued by an authority that {(authorities is null ? "the system" : "the kubeconfig")} does not know (`{chain.ChainElements[^1].Certificate.Issuer}`)",
                "Put the cluster's authority into the kubeconfig, or name it with `--kube-ca-file`")
            : Distrust($"the chain is faulty ({faults})", "Check the server's certificate and the authority in the kubeconfig");
    }

    private ServerTrustException Distrust(string why, string hint) => new(serverName, why, hint);

    private static string NamesOf(X509Certificate certificate)
    {
        using var read = X509CertificateLoader.LoadCertificate(certificate.GetRawCertData());
        var names = read.Extensions.OfType<X509SubjectAlternativeNameExtension>()
            .SelectMany(extension => extension.EnumerateDnsNames().Concat(extension.EnumerateIPAddresses().Select(address => address.ToString())))
            .Select(name => $"`{name}`").ToArray();
        return names.Length == 0 ? $"`{read.Subject}`" : string.Join(", ", names);
    }
}
