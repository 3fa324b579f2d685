using System.CommandLine;
using PackMan.Cli.Options;
using PackMan.Cli.Output;
using PackMan.Distribution.References;
using PackMan.Distribution.Signing;
using PackMan.Distribution.Signing.Keys;
using PackMan.Distribution.Signing.Registry;

namespace PackMan.Cli.Commands;

/// <summary>`packman sign CHART`.</summary>
internal sealed class SignCommand : PackManCommand
{
    private readonly Argument<string> _chart = new("CHART") { Description = "A .tgz archive or bundle, or `oci://REGISTRY/PATH` with `:VERSION` or `@sha256:DIGEST`" };
    private readonly SigningFlags _signing = new("`packman sign`");
    private readonly Option<string?> _version = Flag.Text("--version", "VERSION", "Version or range of the chart, where CHART names a registry and no tag");
    private readonly RemoteFlags _remote = new();
    private readonly OutputFlag _output = new();

    public SignCommand()
        : base("sign", "Sign a packaged chart with a key")
    {
        Details = "The signature of an archive is written beside it, as CHART.tgz.sig, or with `--keyring` as Helm's CHART.tgz.prov; that of a chart in a registry is stored there, where `cosign verify --key` finds it too. A registry's tag is resolved first: what is signed is the digest. Nothing is sent to a transparency log.";
        Examples =
        [
            "packman sign web-1.4.0.tgz --key release.key",
            "packman sign web-1.4.0.tgz --key ada@example.org --keyring secring.gpg",
            "packman sign oci://registry.example.org/charts/web:1.4.0 --key release.key",
            "packman sign oci://registry.example.org/charts/web --version ^1.4 --key cosign.key --passphrase-file passphrase.txt",
        ];
        Add(_chart);
        _signing.AddTo(this);
        Add(_version);
        _remote.AddTo(this);
        _output.AddTo(this);
    }

    public override async Task<int> RunAsync(CommandContext context, CancellationToken cancellationToken = default)
    {
        var chart = context.Parsed.GetRequiredValue(_chart);
        var reference = ChartReference.Parse(chart);
        var signed = reference switch
        {
            ChartReference.Oci oci => await SignInRegistryAsync(context, oci.Reference, cancellationToken),
            ChartReference.Local => await SignArchiveAsync(context, chart, cancellationToken),
            _ => throw new UsageException($"`{chart}` lies on a web server, where nothing can be written", "Download it with `packman pull`, sign the archive, and upload `.tgz` and `.sig` together"),
        };
        context.Print(_output.Read(context.Parsed), SignedModel.Of(signed), output => output.Write(SignedModel.Text(signed)));
        return ExitCodes.Done;
    }

    private async Task<SignedChart> SignInRegistryAsync(CommandContext context, OciReference reference, CancellationToken cancellationToken)
    {
        using var key = await _signing.ReadPemAsync(context, cancellationToken);
        using var access = context.Reach(_remote.Read(context.Parsed, context.Surroundings));
        var signature = await new RegistrySigning(access.Registries, access.Cache).RunAsync(reference, VersionChoice.Parse(context.Parsed.GetValue(_version)), key, cancellationToken);
        return new SignedChart($"{OciReference.Scheme}{signature.Reference}", signature.Digest, $"{OciReference.Scheme}{reference.Repository}:{RegistrySigning.TagOf(signature.Digest)}", key.Fingerprint, signature.IsNew);
    }

    private async Task<SignedChart> SignArchiveAsync(CommandContext context, string chart, CancellationToken cancellationToken)
    {
        using var key = await _signing.ReadAsync(context, cancellationToken);
        var signature = ArchiveSigning.Run(context.Surroundings.FullPath(chart), chart, key, cancellationToken);
        return new SignedChart(chart, signature.Digest, chart + key.Suffix, key.Fingerprint, IsNew: true);
    }
}
