using System.CommandLine;
using PackMan.Distribution;
using PackMan.Distribution.References;

namespace PackMan.Cli.Options;

/// <summary>Helm's flags that say which version of a chart is meant, where it comes from and how it is checked.</summary>
internal sealed class ChartFlags
{
    /// <summary>What CHART may be, for the description of the argument.</summary>
    public const string Places = "a folder, a .tgz archive, `oci://REGISTRY/PATH` or the URL of an archive";

    private readonly Option<string?> _version = Flag.Text("--version", "VERSION", "Version or range of the chart, such as `1.4.0` or `^1.2` (default: the newest that is no prerelease)");
    private readonly Option<bool> _devel = Flag.Switch("--devel", "Take prereleases into account too when no version is given");
    private readonly Option<bool> _passCredentials = Flag.Switch("--pass-credentials", "Send the credentials to servers that the first one redirects to as well");
    private readonly Option<bool> _dependencyUpdate = Flag.Switch("--dependency-update", "Fetch what the chart's folder depends on and `charts/` lacks, as `Chart.lock` pins it or else newly");
    private readonly RemoteFlags _remote = new();
    private readonly VerificationFlags _verification = new();

    /// <summary>Whether the command renders the chart, and so needs what it depends on.</summary>
    public bool HasDependencyUpdate { get; init; } = true;

    public void AddTo(Command command)
    {
        command.Add(_version);
        command.Add(_devel);
        _remote.AddTo(command);
        command.Add(_passCredentials);
        _verification.AddTo(command);
        if (HasDependencyUpdate)
        {
            command.Add(_dependencyUpdate);
        }

        AddRefused(command);
    }

    public bool UpdatesDependencies(ParseResult parsed) => HasDependencyUpdate && parsed.GetValue(_dependencyUpdate);

    /// <exception cref="PackManException">A flag makes no sense.</exception>
    public ChartAccessOptions Read(ParseResult parsed, Surroundings surroundings) => _remote.Read(parsed, surroundings) with
    {
        Version = VersionChoice.Parse(parsed.GetValue(_version), parsed.GetValue(_devel)),
        PassesCredentials = parsed.GetValue(_passCredentials),
        Verification = _verification.Read(parsed, surroundings),
    };

    private static void AddRefused(Command command)
    {
        command.Add(new RefusedFlag("--repo", "charts of HTTP repositories are not fetched in this version", "Name the URL of the archive, or push the chart to a registry"));
    }
}
