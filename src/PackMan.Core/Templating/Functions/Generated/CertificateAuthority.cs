using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using PackMan.Templating.Evaluation;
using PackMan.Yaml;

namespace PackMan.Templating.Functions.Generated;

/// <summary>An authority that a template hands over to have certificates signed.</summary>
internal sealed class CertificateAuthority : IDisposable
{
    private readonly PrivateKey _key;

    private CertificateAuthority(X509Certificate2 certificate, PrivateKey key) => (Certificate, _key) = (certificate, key);

    public X509Certificate2 Certificate { get; }

    public X509SignatureGenerator Signer => _key.Signer;

    /// <summary>The authority of an argument, `cert` and `key` in PEM.</summary>
    public static CertificateAuthority Of(FunctionCall call, int index)
    {
        if (call.Node(index) is not YamlMap map || map.FindString("cert") is not { } cert || map.FindString("key") is not { } key)
        {
            throw call.Error($"`{call.Name}` takes a map with `cert` and `key` as `ca`", "`gen_ca` gives one; of a Secret it is `{cert: base64_decode secret.data['tls.crt'], key: base64_decode secret.data['tls.key']}`");
        }

        var authority = new CertificateAuthority(ReadCertificate(call, cert), ReadKey(call, key));
        if (authority.Fault(call) is { } fault)
        {
            authority.Dispose();
            throw fault;
        }

        return authority;
    }

    public void Dispose()
    {
        Certificate.Dispose();
        _key.Dispose();
    }

    private TemplateScriptException? Fault(FunctionCall call) => this switch
    {
        _ when !_key.BelongsTo(Certificate) => call.Error("The key of `ca` does not belong to its certificate"),
        _ when !Certificate.Extensions.OfType<X509BasicConstraintsExtension>().Any(constraints => constraints.CertificateAuthority) =>
            call.Error("The certificate of `ca` is not one of an authority, so nobody would trust what it signs", "Make the authority with `gen_ca`"),
        _ when Certificate.NotAfter.ToUniversalTime() <= call.Context.Environment.Now => call.Error(FormattableString.Invariant($"The certificate of `ca` has expired on {Certificate.NotAfter.ToUniversalTime():yyyy-MM-dd}")),
        _ => null,
    };

    private static X509Certificate2 ReadCertificate(FunctionCall call, string pem)
    {
        try
        {
            return X509Certificate2.CreateFromPem(pem);
        }
        catch (Exception error) when (error is ArgumentException or CryptographicException)
        {
            throw call.Error("The `cert` of `ca` is no certificate in PEM");
        }
    }

    private static PrivateKey ReadKey(FunctionCall call, string pem) =>
        PrivateKey.Read(pem) ?? throw call.Error("The `key` of `ca` is no unencrypted RSA or ECDSA private key in PEM");
}
