using System.CommandLine;
using PackMan.Distribution;
using PackMan.Distribution.Signing;
using PackMan.Distribution.Signing.Policy;

namespace PackMan.Cli.Options;

/// <summary>Whose signatures count: those a policy names, or the keys of a keyring.</summary>
internal sealed class TrustFlags
{
    private const string PolicyVariable = "PACKMAN_POLICY";

    public Option<string?> Policy { get; } = Flag.Text("--policy", "FILE", "Policy that says who may sign which charts (PACKMAN_POLICY, default ~/.config/packman/policy.yaml)");

    public Option<string?> Keyring { get; } = Flag.Text("--keyring", "FILE", "OpenPGP keyring to check Helm's `.prov` files with, in place of a policy");

    /// <summary>Whether `--keyring` is among the flags; a policy names keyrings too.</summary>
    public bool HasKeyring { get; init; } = true;

    public void AddTo(Command command)
    {
        command.Add(Policy);
        if (HasKeyring)
        {
            command.Add(Keyring);
        }
    }

    /// <exception cref="PackManException">Both are named, or the file is missing or wrong.</exception>
    public SignaturePolicy Read(ParseResult parsed, Surroundings surroundings) => (parsed.GetValue(Policy), parsed.GetValue(Keyring)) switch
    {
        ({ }, { }) => throw new UsageException("`--policy` and `--keyring` both say whose signatures count", "Leave one out; a policy can name keyrings"),
        (null, { } keyring) => SignaturePolicy.Of("--keyring", new Identity(keyring, [], [Distribution.Signing.Provenance.Keyring.Read(surroundings.FullPath(keyring), keyring)])),
        ({ } file, null) => PolicyReader.Read(surroundings.FullPath(file), file),
        _ => ReadUsual(surroundings),
    };

    /// <summary>What is told on stderr of a chart that passed.</summary>
    public static string Tell(VerifiedChart verified)
    {
        var what = $"`{verified.Content.Chart.Name}` {verified.Content.Chart.Version} ({verified.Content.Shown})";
        return verified.Signers is [var signer, ..]
            ? $"Verified {what}: signed by `{signer.Identity}` with the key `{signer.Key}`"
            : $"Not verified {what}: the rule `{verified.Rule.Name}` asks for no signature";
    }

    private static SignaturePolicy ReadUsual(Surroundings surroundings)
    {
        var file = surroundings.Variable(PolicyVariable) ?? Path.Combine(new UserEnvironment(surroundings.Environment, surroundings.HomeFolder).ConfigFolder, "policy.yaml");
        return PolicyReader.Read(surroundings.FullPath(file), file);
    }
}
