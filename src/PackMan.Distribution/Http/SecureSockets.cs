using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace PackMan.Distribution.Http;

/// <summary>Makes the handler that really connects, with the trust and the certificate the user asked for.</summary>
internal static class SecureSockets
{
    private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";

    /// <exception cref="TransportFileException">A file named by the options cannot be used.</exception>
    public static HttpMessageHandler Make(TransportOptions options)
    {
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            ConnectTimeout = TimeSpan.FromSeconds(15),
            ActivityHeadersPropagator = null,
        };
        if (options.SkipsVerification)
        {
#pragma warning disable CA5359 // Exactly what `--insecure-skip-tls-verify` asks for.
            handler.SslOptions.RemoteCertificateValidationCallback = (_, _, _, _) => true;
#pragma warning restore CA5359
        }
        else if (options.AuthorityFile is { } file)
        {
            handler.SslOptions.CertificateChainPolicy = Trust(ReadAuthorities(file));
        }

        if (ReadCertificate(options) is { } certificate)
        {
            handler.SslOptions.LocalCertificateSelectionCallback = (_, _, _, _, _) => certificate;
        }

        return new OneConnection(handler);
    }

    private static X509ChainPolicy Trust(X509Certificate2Collection authorities)
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

    private static X509Certificate2Collection ReadAuthorities(string path)
    {
        var authorities = new X509Certificate2Collection();
        Read(path, () => authorities.ImportFromPem(File.ReadAllText(path)));
        return authorities.Count > 0 ? authorities : throw new TransportFileException(path, "holds no certificate in PEM form");
    }

    private static X509Certificate2? ReadCertificate(TransportOptions options)
    {
        switch (options)
        {
            case { CertificateFile: null, KeyFile: null }:
                return null;
            case { CertificateFile: null, KeyFile: { } lonely }:
                throw new TransportFileException(lonely, "is a key without a certificate");
        }

        X509Certificate2? certificate = null;
        Read(options.CertificateFile, () => certificate = WithUsableKey(X509Certificate2.CreateFromPemFile(options.CertificateFile, options.KeyFile)));
        return certificate;
    }

    // Windows' TLS cannot use a key that lives in memory only.
    private static X509Certificate2 WithUsableKey(X509Certificate2 certificate) => OperatingSystem.IsWindows()
        ? X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), null)
        : certificate;

    private static void Read(string path, Action read)
    {
        try
        {
            read();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new TransportFileException(path, $"cannot be read: {failure.Message.TrimEnd('.')}", failure);
        }
        catch (Exception failure) when (failure is CryptographicException or ArgumentException)
        {
            throw new TransportFileException(path, "is no certificate in PEM form, or its key does not belong to it", failure);
        }
    }
}
