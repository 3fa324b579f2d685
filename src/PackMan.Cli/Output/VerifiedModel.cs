using PackMan.Distribution.Signing;
using PackMan.Yaml;

namespace PackMan.Cli.Output;

/// <summary>What `verify` prints.</summary>
internal static class VerifiedModel
{
    public static YamlMap Of(string name, VerifiedChart verified) => Model.Map(
        ("chart", Model.Text(name)),
        ("name", Model.Text(verified.Content.Chart.Name)),
        ("version", Model.Text(verified.Content.Chart.Version.ToString())),
        ("digest", Model.Text(verified.Content.Shown.ToString())),
        ("rule", Model.Text(verified.Rule.Name)),
        ("signatures", YamlList.Of(verified.Signers.Select(signer => Model.Map(
            ("identity", Model.Text(signer.Identity)),
            ("key", Model.Text(signer.Key)),
            ("fingerprint", Model.Text(signer.Fingerprint)),
            ("place", Model.Text(signer.Place)))))));

    public static string Text(string name, VerifiedChart verified)
    {
        var head = $"Chart: {verified.Content.Chart.Name} {verified.Content.Chart.Version} ({name})\nDigest: {verified.Content.Shown}\n";
        return verified.Signers.IsEmpty
            ? head + $"Not signed: the rule `{verified.Rule.Name}` asks for no signature\n"
            : head + string.Concat(verified.Signers.Select(signer => $"Signed by: {signer.Identity}\n  Key: {signer.Key} ({signer.Fingerprint})\n  Found: {signer.Place}\n"));
    }
}
