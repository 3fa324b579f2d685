using PackMan.Distribution.Cache;
using PackMan.Distribution.Signing.Keys;
using PackMan.Yaml;

namespace PackMan.Cli.Output;

/// <summary>A chart that was signed.</summary>
/// <param name="Signature">The file or the tag that holds the signature.</param>
/// <param name="Key">The fingerprint of the key.</param>
/// <param name="IsNew">False when the same key had signed it before.</param>
internal sealed record SignedChart(string Chart, ContentDigest Digest, string Signature, string Key, bool IsNew);

/// <summary>What `sign` prints.</summary>
internal static class SignedModel
{
    public static YamlMap Of(SignedChart signed) => Model.Map(
        ("chart", Model.Text(signed.Chart)),
        ("digest", Model.Text(signed.Digest.ToString())),
        ("signature", Model.Text(signed.Signature)),
        ("key", Model.Text(signed.Key)),
        ("new", new YamlBoolean(signed.IsNew)));

    public static string Text(SignedChart signed) =>
        $"{(signed.IsNew ? "Signed" : "Signed before")}: {signed.Chart}\nDigest: {signed.Digest}\nSignature: {signed.Signature}\nKey: {signed.Key}\n";
}
