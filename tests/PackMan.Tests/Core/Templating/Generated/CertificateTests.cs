using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using PackMan.Templating;
using PackMan.Tests.Fakes;
using PackMan.Yaml;
using Shouldly;
using Xunit;

namespace PackMan.Tests.Core.Templating.Generated;

public sealed class CertificateTests
{
    private static readonly FixedTime Clock = new();
    private static readonly RenderSeed Seed = new();
    private static readonly DateTime Now = Clock.GetUtcNow().UtcDateTime;

    [Theory]
    [InlineData("ecdsa", "rsa")]
    [InlineData("rsa", "ecdsa")]
    public void A_signed_certificate_is_trusted_by_its_authority(string authorityKey, string key)
    {
        var (ca, leaf) = (Made("ca", $"gen_ca 'shop-ca' 3650 '{authorityKey}' id: 'c'"), Made("leaf", $"gen_signed_cert 'shop' 365 (gen_ca 'shop-ca' 3650 '{authorityKey}' id: 'c') key: '{key}' dns: ['*.shop.svc'] ips: ['10.0.0.7', 'fd00::1:7', '::ffff:10.1.2.3']"));

        using var chain = new X509Chain { ChainPolicy = { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck, VerificationTime = Now.AddDays(1) } };
        chain.ChainPolicy.CustomTrustStore.Add(ca.Certificate);
        chain.Build(leaf.Certificate).ShouldBeTrue(string.Join(", ", chain.ChainStatus.Select(status => status.StatusInformation)));
        leaf.Certificate.MatchesHostname("a.shop.svc").ShouldBeTrue();
        leaf.Certificate.MatchesHostname("shop").ShouldBeTrue();
        leaf.Certificate.MatchesHostname("10.0.0.7").ShouldBeTrue();
        leaf.Certificate.MatchesHostname("fd00:0::1:7").ShouldBeTrue();
        leaf.Certificate.MatchesHostname("a.b.svc").ShouldBeFalse();
        leaf.Certificate.Extensions.OfType<X509SubjectAlternativeNameExtension>().Single().EnumerateIPAddresses().Select(address => address.ToString())
            .ShouldBe(["10.0.0.7", "fd00::1:7", "::ffff:10.1.2.3"]);
        KeyBelongs(leaf).ShouldBeTrue();
        KeyBelongs(ca).ShouldBeTrue();
    }

    [Fact]
    public void An_authority_may_sign_and_a_leaf_may_not()
    {
        var (ca, leaf) = (Made("ca", "gen_ca 'a, O=b' 30").Certificate, Made("leaf", "gen_self_signed_cert 'shop.example.org' 30").Certificate);

        ca.Subject.ShouldBe("CN=\"a, O=b\"");
        ca.Extensions.OfType<X509BasicConstraintsExtension>().Single().CertificateAuthority.ShouldBeTrue();
        ca.Extensions.OfType<X509KeyUsageExtension>().Single().KeyUsages.ShouldBe(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign | X509KeyUsageFlags.DigitalSignature);
        ca.Extensions.OfType<X509SubjectAlternativeNameExtension>().ShouldBeEmpty();
        leaf.Extensions.OfType<X509BasicConstraintsExtension>().Single().CertificateAuthority.ShouldBeFalse();
        leaf.Extensions.OfType<X509KeyUsageExtension>().Single().KeyUsages.ShouldBe(X509KeyUsageFlags.DigitalSignature);
        leaf.Extensions.OfType<X509EnhancedKeyUsageExtension>().Single().EnhancedKeyUsages.Cast<Oid>().Select(usage => usage.Value).ShouldBe(["1.3.6.1.5.5.7.3.1", "1.3.6.1.5.5.7.3.2"]);
        leaf.Extensions.OfType<X509SubjectAlternativeNameExtension>().Single().EnumerateDnsNames().ShouldBe(["shop.example.org"]);
    }

    [Fact]
    public void A_certificate_is_valid_for_its_days_and_no_longer_than_its_authority()
    {
        var (ca, leaf) = (Made("ca", "gen_ca 'a' 30").Certificate, Made("leaf", "gen_signed_cert 'b' 365 (gen_ca 'a' 30)").Certificate);

        ca.NotBefore.ToUniversalTime().ShouldBe(Now.AddMinutes(-5), TimeSpan.FromSeconds(1));
        ca.NotAfter.ToUniversalTime().ShouldBe(Now.AddDays(30), TimeSpan.FromSeconds(1));
        leaf.NotAfter.ShouldBe(ca.NotAfter);
    }

    [Fact]
    public void A_key_of_yours_is_the_key_of_the_certificate()
    {
        using var mine = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        var pem = mine.ExportECPrivateKeyPem();

        var made = Made("leaf", "gen_self_signed_cert 'a' 9 key: values.key", YamlMap.OfStrings([new("key", pem)]));

        made.Certificate.GetECDsaPublicKey()!.ExportSubjectPublicKeyInfo().ShouldBe(mine.ExportSubjectPublicKeyInfo());
        KeyBelongs(made).ShouldBeTrue();
    }

    [Theory]
    [InlineData("gen_private_key", "1.2.840.10045.2.1")]
    [InlineData("gen_private_key 'rsa'", "1.2.840.113549.1.1.1")]
    [InlineData("gen_private_key 'ed25519'", "1.3.101.112")]
    public void A_private_key_says_what_it_is(string expression, string algorithm)
    {
        var pem = GeneratedValueTests.Value(expression);
        var fields = PemEncoding.Find(pem);

        pem[fields.Label].ShouldBe("PRIVATE KEY");
        var key = new AsnReader(Convert.FromBase64String(pem[fields.Base64Data]), AsnEncodingRules.DER).ReadSequence();
        key.ReadInteger().ShouldBe(0);
        key.ReadSequence().ReadObjectIdentifier().ShouldBe(algorithm);
    }

    [Theory]
    [InlineData("gen_ca '' 9", "`gen_ca` takes a name of 1 to 64 characters, and this one has 0")]
    [InlineData("gen_ca ('a' | repeat 65) 9", "`gen_ca` takes a name of 1 to 64 characters, and this one has 65")]
    [InlineData("gen_ca 'a' 0", "`gen_ca` takes 1 to 36500 days, not 0")]
    [InlineData("gen_ca 'a' 9 'dsa'", "`gen_ca` takes `ecdsa`, `rsa` or an unencrypted private key of these kinds in PEM as `key`")]
    [InlineData("gen_ca 'a' 9 (gen_private_key 'ed25519')", "`gen_ca` takes `ecdsa`, `rsa` or an unencrypted private key of these kinds in PEM as `key`")]
    [InlineData("gen_self_signed_cert 'a' 9 ['https://a']", "`gen_self_signed_cert` takes host names as `dns`, and `https://a` is none")]
    [InlineData("gen_self_signed_cert 'a' 9 ['grün.example.org']", "`gen_self_signed_cert` takes host names as `dns`, and `grün.example.org` is none")]
    [InlineData("gen_self_signed_cert 'a' 9 [] ['10.0.0.256']", "`gen_self_signed_cert` takes IP addresses as `ips`, and `10.0.0.256` is none")]
    [InlineData("gen_self_signed_cert 'a' 9 [] ['fd00::1::2']", "`gen_self_signed_cert` takes IP addresses as `ips`, and `fd00::1::2` is none")]
    [InlineData("gen_self_signed_cert 'a' 9 'a.b'", "`gen_self_signed_cert` takes a list as `dns`, not a string")]
    [InlineData("gen_signed_cert 'a' 9 {}", "`gen_signed_cert` takes a map with `cert` and `key` as `ca`")]
    [InlineData("gen_signed_cert 'a' 9 {cert: 'x', key: 'y'}", "The `cert` of `ca` is no certificate in PEM")]
    [InlineData("gen_signed_cert 'a' 9 {cert: (gen_ca 'a' 9).cert, key: 'y'}", "The `key` of `ca` is no unencrypted RSA or ECDSA private key in PEM")]
    [InlineData("gen_signed_cert 'a' 9 {cert: (gen_ca 'a' 9).cert, key: gen_private_key}", "The key of `ca` does not belong to its certificate")]
    [InlineData("gen_signed_cert 'a' 9 (gen_self_signed_cert 'a' 9)", "The certificate of `ca` is not one of an authority, so nobody would trust what it signs")]
    public void What_cannot_be_is_one_error(string expression, string message) =>
        TestCharts.Failure($"a: {{{{ {expression} }}}}\n").Message.ShouldBe(message);

    [Fact]
    public void An_authority_that_has_expired_signs_nothing()
    {
        var old = Map("gen_ca 'a' 9");
        var request = TestCharts.Request("a: {{ gen_signed_cert 'b' 9 values.ca }}\n", YamlMap.Of(KeyValuePair.Create<string, YamlNode>("ca", old))) with { Time = new FixedTime { Now = Clock.Now.AddDays(10) } };

        Should.Throw<TemplateException>(() => new ScribanTemplateEngine().Render(request)).Message.ShouldStartWith("The certificate of `ca` has expired on 2");
    }

    private static (X509Certificate2 Certificate, string Key) Made(string template, string expression, YamlMap? values = null)
    {
        var pair = Map(expression, values, template);
        return (X509Certificate2.CreateFromPem(pair.FindString("cert")), pair.FindString("key")!);
    }

    private static YamlMap Map(string expression, YamlMap? values = null, string template = "x")
    {
        var request = TestCharts.Request([($"{template}.yaml", $"{{{{ {expression} }}}}\n")], values) with { Seed = Seed, Time = Clock };
        return YamlReader.ReadMap(new ScribanTemplateEngine().Render(request).Files.Single().Text, "rendered");
    }

    private static bool KeyBelongs((X509Certificate2 Certificate, string Key) made)
    {
        using var both = X509Certificate2.CreateFromPem(made.Certificate.ExportCertificatePem(), made.Key);
        return both.HasPrivateKey;
    }
}
