using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using PackMan.Cluster.Connection.Kubeconfigs;

namespace PackMan.Cluster.Connection.Tls;

/// <summary>Reads the certificate a user proves himself with.</summary>
internal static class ClientCertificate
{
    /// <summary>The kubeconfig user's certificate; null when he has none.</summary>
    /// <exception cref="KubeconfigException">Certificate or key is missing or unreadable, or they do not belong together.</exception>
    public static X509Certificate2? Read(KubeconfigUser user, string userName)
    {
        if (!user.ClientCertificate.IsPresent && !user.ClientKey.IsPresent)
        {
            return null;
        }

        if (!user.ClientCertificate.IsPresent || !user.ClientKey.IsPresent)
        {
            throw new KubeconfigException($"The user `{userName}` has {(user.ClientKey.IsPresent ? "a client key but no client certificate" : "a client certificate but no client key")}");
        }

        return FromPem(user.ClientCertificate.Read(), user.ClientKey.Read())
            ?? throw new KubeconfigException($"The client certificate and key of the user `{userName}` cannot be read, or do not belong together");
    }

    /// <summary>Null when the texts are no certificate and its key.</summary>
    public static X509Certificate2? FromPem(string certificate, string key)
    {
        try
        {
            var read = X509Certificate2.CreateFromPem(certificate, key);
            if (!OperatingSystem.IsWindows())
            {
                return read;
            }

            // Windows' TLS cannot use a key that lives in memory only.
            using (read)
            {
                return X509CertificateLoader.LoadPkcs12(read.Export(X509ContentType.Pkcs12), null);
            }
        }
        catch (Exception failure) when (failure is CryptographicException or ArgumentException)
        {
            return null;
        }
    }
}
