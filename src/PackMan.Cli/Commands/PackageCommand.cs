using System.CommandLine;
using PackMan.Actions.Package;
using PackMan.Charts;
using PackMan.Charts.Packaging;
using PackMan.Cli.Options;
using PackMan.Cli.Output;
using PackMan.Distribution;
using PackMan.Distribution.Cache;
using PackMan.Distribution.Dependencies;
using PackMan.Distribution.Signing;
using PackMan.Yaml;

namespace PackMan.Cli.Commands;

/// <summary>`packman package CHART…`.</summary>
internal sealed class PackageCommand : PackManCommand
{
    private readonly Argument<string[]> _charts = new("CHART...") { Description = "The chart's folder; several may be named", Arity = ArgumentArity.OneOrMore };
    private readonly Option<string?> _version = Flag.Text("--version", "VERSION", "Version to give the chart, in place of the one in `Chart.yaml`");
    private readonly Option<string?> _appVersion = Flag.Text("--app-version", "TEXT", "`appVersion` to give the chart");
    private readonly Option<string?> _destination = Flag.Text("--destination", "DIR", "Folder to write into (default: the working folder)", "-d");
    private readonly Option<bool> _dependencyUpdate = Flag.Switch("--dependency-update", "Run `packman dependency update` for each chart first", "-u");
    private readonly Option<bool> _sign = Flag.Switch("--sign", "Sign each archive with a file beside it, as `packman sign` does");
    private readonly SigningFlags _signing = new("`--sign`");
    private readonly VerificationFlags _verification = new("With `--dependency-update`, refuse what is fetched unless it is signed as the policy asks", hasKeyring: false);
    private readonly RemoteFlags _remote = new();
    private readonly OutputFlag _output = new();

    public PackageCommand()
        : base("package", "Pack charts into .tgz archives")
    {
        Details = "The same chart gives the same bytes, whoever packs it, whenever and wherever. What an installation would refuse whatever the values are is refused here already; templates are parsed and not rendered, because a chart may need values to render: `packman lint` renders them. `.packmanignore` says what stays out.";
        Examples = ["packman package ./web", "packman package ./web ./store --destination dist", "packman package ./web --version 1.4.0 --app-version 2026.11", "packman package ./web --sign --key release.key", "packman package ./web --sign --key ada@example.org --keyring secring.gpg", "packman package ./shop --dependency-update", "packman package ./shop --dependency-update --verify --policy policy.yaml"];
        Add(_charts);
        foreach (var option in new Option[] { _version, _appVersion, _destination, _dependencyUpdate, _sign })
        {
            Add(option);
        }

        _signing.AddTo(this);
        _verification.AddTo(this);
        _remote.AddTo(this);
        _output.AddTo(this);
    }

    public override async Task<int> RunAsync(CommandContext context, CancellationToken cancellationToken = default)
    {
        var packages = new List<ChartPackage>();
        using var signer = await ReadSignerAsync(context, cancellationToken);
        using var access = context.Reach(_remote.Read(context.Parsed, context.Surroundings) with { Verification = ReadVerification(context) });
        foreach (var path in context.Parsed.GetRequiredValue(_charts))
        {
            if (context.Parsed.GetValue(_dependencyUpdate))
            {
                DependencyReport.Tell(context, await new ChartDependencies(access, context.Surroundings.FullPath(path), path, context.Surroundings.Time).UpdateAsync(cancellationToken));
            }

            packages.Add(PackageAction.Run(await ReadOptionsAsync(context, path, cancellationToken), context.Stations.Templates));
        }

        // Nothing is written before all of them are known to be good.
        var folder = context.Surroundings.FullPath(context.Parsed.GetValue(_destination) ?? ".");
        var written = packages.Select(package => Write(package, folder, signer)).ToList();
        context.Print(
            _output.Read(context.Parsed),
            YamlList.Of(written.Select(PackageModel.Of)),
            output => written.ForEach(item => output.Write(PackageModel.Text(item))));
        return ExitCodes.Done;
    }

    // Whoever names a key and forgets the flag must not believe that anything was signed.
    private async Task<IArchiveSigner?> ReadSignerAsync(CommandContext context, CancellationToken cancellationToken) =>
        context.Parsed.GetValue(_sign) ? await _signing.ReadAsync(context, cancellationToken)
        : _signing.FindGiven(context.Parsed) is { } idle ? throw new UsageException($"`{idle}` is about the key to sign with, and nothing is signed", "Give `--sign` too")
        : null;

    private VerificationOptions? ReadVerification(CommandContext context) => _verification.Read(context.Parsed, context.Surroundings) is not { } verification ? null
        : context.Parsed.GetValue(_dependencyUpdate) ? verification
        : throw new UsageException("`--verify` checks the charts that are fetched, and none are", "Give `--dependency-update` too");

    private async Task<PackageOptions> ReadOptionsAsync(CommandContext context, string path, CancellationToken cancellationToken)
    {
        var chart = await context.Stations.Charts.LoadAsync(path, cancellationToken);
        return new PackageOptions
        {
            Chart = chart,
            Version = context.Parsed.GetValue(_version) is { } version ? ReadVersion(version, chart.Metadata) : null,
            AppVersion = context.Parsed.GetValue(_appVersion),
            Warn = context.Warn,
        };
    }

    private static SemanticVersion ReadVersion(string text, ChartMetadata chart) =>
        SemanticVersion.TryParse(text) is { } version && (version.IsStrict || !chart.IsNative)
            ? version
            : throw new UsageException($"`--version` takes a semantic version, not `{text}`", "Write three numbers, as in `1.4.0` or `1.4.0-beta.1` (https://semver.org)");

    private static WrittenPackage Write(ChartPackage package, string folder, IArchiveSigner? signer)
    {
        var path = Path.Combine(folder, package.FileName);
        try
        {
            Directory.CreateDirectory(folder);
            AtomicFile.Write(path, package.Content.Span);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new FolderNotWritableException(path, exception);
        }

        var signature = signer?.SignArchive(package.Chart.Metadata, package.FileName, ContentDigest.Of(package.Content.Span));
        return new WrittenPackage(package, path, signature is null ? null : ArchiveSigning.Write(path, signature, signer!));
    }
}
