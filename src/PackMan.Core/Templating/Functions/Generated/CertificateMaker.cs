using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using PackMan.Yaml;

namespace PackMan.Templating.Functions.Generated;

/// <summary>Makes X.509 certificates (RFC 5280) from orders.</summary>
internal static class CertificateMaker
{
    private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";
    private const string ClientAuthentication = "1.3.6.1.5.5.7.3.2";
    private const string SubjectAlternativeName = "2.5.29.17";
    private const int SerialLength = 16;
    private const int DnsNameTag = 2;
    private const int AddressTag = 7;

    public static YamlMap SelfSigned(CertificateOrder order)
    {
        using var key = KeyOf(order);
        var request = Request(order, key);
        return Pair(request.Create(request.SubjectName, key.Signer, order.From, order.Until, Serial()), key);
    }

    public static YamlMap Signed(CertificateOrder order, CertificateAuthority authority)
    {
        using var key = KeyOf(order);
        var (request, issuer) = (Request(order, key), authority.Certificate);
        if (issuer.Extensions.OfType<X509SubjectKeyIdentifierExtension>().Any())
        {
            request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(issuer, includeKeyIdentifier: true, includeIssuerAndSerial: false));
        }

        // A certificate is worth nothing when its authority has expired.
        var until = issuer.NotAfter < order.Until ? issuer.NotAfter : order.Until;
        return Pair(request.Create(issuer.SubjectName, authority.Signer, order.From, until, Serial()), key);
    }

    private static PrivateKey KeyOf(CertificateOrder order) =>
        PrivateKey.Make(order.Key) ?? PrivateKey.Read(order.Key) ?? throw new InvalidOperationException("The key of an order has been checked");

    private static CertificateRequest Request(CertificateOrder order, PrivateKey key)
    {
        // A name of several parts would be split at commas; this takes it as it is.
        var name = new X500DistinguishedNameBuilder();
        name.AddCommonName(order.CommonName);
        var request = key.Request(name.Build());
        var extensions = request.CertificateExtensions;
        extensions.Add(new X509BasicConstraintsExtension(order.IsAuthority, hasPathLengthConstraint: false, 0, critical: true));
        extensions.Add(new X509KeyUsageExtension(order.IsAuthority ? X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign | X509KeyUsageFlags.DigitalSignature : key.LeafUsages, critical: true));
        extensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        if (!order.IsAuthority)
        {
            extensions.Add(new X509EnhancedKeyUsageExtension([new Oid(ServerAuthentication), new Oid(ClientAuthentication)], critical: false));
        }

        if (order.DnsNames.Length + order.Addresses.Length > 0)
        {
            extensions.Add(new X509Extension(SubjectAlternativeName, Names(order), critical: false));
        }

        return request;
    }

    // RFC 5280, section 4.2.1.6.
    private static byte[] Names(CertificateOrder order)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            foreach (var name in order.DnsNames)
            {
                writer.WriteCharacterString(UniversalTagNumber.IA5String, name, new Asn1Tag(TagClass.ContextSpecific, DnsNameTag));
            }

            foreach (var address in order.Addresses)
            {
                writer.WriteOctetString(address, new Asn1Tag(TagClass.ContextSpecific, AddressTag));
            }
        }

        return writer.Encode();
    }

    // Positive, as section 4.1.2.2 demands, and not to be guessed.
    private static byte[] Serial()
    {
        var serial = RandomNumberGenerator.GetBytes(SerialLength);
        serial[0] = (byte)(serial[0] & 0x7F | 0x40);
        return serial;
    }

    private static YamlMap Pair(X509Certificate2 certificate, PrivateKey key)
    {
        using (certificate)
        {
            return YamlMap.OfStrings([new("cert", certificate.ExportCertificatePem() + "\n"), new("key", key.Pem + "\n")]);
        }
    }
}
