using System.CommandLine;
using PackMan.Cli.Options;
using PackMan.Cli.Output;
using PackMan.Distribution;
using PackMan.Distribution.References;
using PackMan.Distribution.Signing;
using PackMan.Distribution.Signing.Keys;
using PackMan.Distribution.Signing.Policy;

namespace PackMan.Cli.Commands;

/// <summary>`packman verify CHART`.</summary>
internal sealed class VerifyCommand : PackManCommand
{
    private readonly Argument<string> _chart = new("CHART") { Description = "A .tgz archive or bundle, `oci://REGISTRY/PATH` or the URL of an archive" };
    private readonly Option<string[]> _keys = Flag.Texts("--key", "FILE", "Public key that must have signed it, in place of a policy; may be repeated for several that count alike");
    private readonly TrustFlags _trust = new();
    private readonly Option<string?> _version = Flag.Text("--version", "VERSION", "Version or range of the chart, where CHART names a registry and no tag");
    private readonly RemoteFlags _remote = new();
    private readonly OutputFlag _output = new();

    public VerifyCommand()
        : base("verify", "Check who signed a chart, and that nothing was changed since")
    {
        Details = "Signatures are found beside an archive (`.sig`, and Helm's `.prov`) and in the registry. Without `--key` and `--keyring` the policy decides whose signature the chart needs.";
        Examples =
        [
            "packman verify web-1.4.0.tgz --key release.pub",
            "packman verify oci://registry.example.org/charts/web:1.4.0 --key release.pub",
            "packman verify oci://registry.example.org/charts/web:1.4.0 --policy policy.yaml",
            "packman verify web-1.4.0.tgz --keyring pubring.gpg",
        ];
        Add(_chart);
        Add(_keys);
        _trust.AddTo(this);
        Add(_version);
        _remote.AddTo(this);
        _output.AddTo(this);
    }

    public override async Task<int> RunAsync(CommandContext context, CancellationToken cancellationToken = default)
    {
        var passed = new List<VerifiedChart>();
        using var access = context.Reach(_remote.Read(context.Parsed, context.Surroundings) with
        {
            Version = VersionChoice.Parse(context.Parsed.GetValue(_version)),
            Verification = new VerificationOptions(ReadPolicy(context), passed.Add),
        });
        var archive = await new ChartSource(new LocalChartSource(context.Surroundings.CurrentDirectory), access).FetchAsync(context.Parsed.GetRequiredValue(_chart), cancellationToken);
        var verified = passed.Single();
        context.Print(_output.Read(context.Parsed), VerifiedModel.Of(archive.Name, verified), output => output.Write(VerifiedModel.Text(archive.Name, verified)));
        return ExitCodes.Done;
    }

    private SignaturePolicy ReadPolicy(CommandContext context)
    {
        var keys = context.Parsed.GetRequiredValue(_keys);
        if (keys.Length == 0)
        {
            return _trust.Read(context.Parsed, context.Surroundings);
        }

        return (context.Parsed.GetValue(_trust.Policy) ?? context.Parsed.GetValue(_trust.Keyring)) is not null
            ? throw new UsageException("`--key` stands in place of a policy or keyring", "Leave one of them out; a policy can name keys and keyrings")
            : SignaturePolicy.Of("--key", [.. keys.Select(file => new Identity(file, [new TrustedKey(KeyFiles.ReadPublic(context.Surroundings.FullPath(file), file))], []))]);
    }
}
