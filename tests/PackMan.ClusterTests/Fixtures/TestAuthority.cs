using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace PackMan.ClusterTests.Fixtures;

/// <summary>A certificate authority that lives as long as one test run.</summary>
internal sealed class TestAuthority : IDisposable
{
    private readonly DateTimeOffset _now = DateTimeOffset.UtcNow;
    private readonly X509Certificate2 _certificate;
    private int _serial;

    public TestAuthority(string name)
    {
        using var key = RSA.Create(2048);
        var request = Request(name, "", key);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        _certificate = request.CreateSelfSigned(_now.AddHours(-1), _now.AddDays(2));
        KeyPem = key.ExportPkcs8PrivateKeyPem();
    }

    public string CertificatePem => _certificate.ExportCertificatePem();

    public string KeyPem { get; }

    /// <summary>A certificate for a client; <paramref name="group"/> is the organisation, which Kubernetes reads as the user's group.</summary>
    public (string CertificatePem, string KeyPem) IssueClient(string name, string group = "") =>
        Issue(name, group, "1.3.6.1.5.5.7.3.2", null);

    /// <summary>A certificate for a server on the loopback address, or for the given host names only.</summary>
    public (string CertificatePem, string KeyPem) IssueServer(string name, params string[] hostNames)
    {
        var names = new SubjectAlternativeNameBuilder();
        foreach (var hostName in hostNames)
        {
            names.AddDnsName(hostName);
        }

        if (hostNames.Length == 0)
        {
            names.AddDnsName("localhost");
            names.AddIpAddress(IPAddress.Loopback);
        }

        return Issue(name, "", "1.3.6.1.5.5.7.3.1", names);
    }

    public void Dispose() => _certificate.Dispose();

    private (string CertificatePem, string KeyPem) Issue(string name, string group, string usage, SubjectAlternativeNameBuilder? names)
    {
        using var key = RSA.Create(2048);
        var request = Request(name, group, key);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature | X509KeyUsageFlags.KeyEncipherment, true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(usage)], false));
        if (names is not null)
        {
            request.CertificateExtensions.Add(names.Build());
        }

        var serial = BitConverter.GetBytes(Interlocked.Increment(ref _serial) + 1);
        using var certificate = request.Create(_certificate, _now.AddHours(-1), _now.AddDays(1), serial);
        return (certificate.ExportCertificatePem(), key.ExportPkcs8PrivateKeyPem());
    }

    private static CertificateRequest Request(string name, string group, RSA key)
    {
        var subject = new X500DistinguishedNameBuilder();
        if (group.Length > 0)
        {
            subject.AddOrganizationName(group);
        }

        subject.AddCommonName(name);
        return new CertificateRequest(subject.Build(), key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
    }
}
