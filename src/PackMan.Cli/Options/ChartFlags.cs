using System.CommandLine;
using PackMan.Distribution;
using PackMan.Distribution.References;

namespace PackMan.Cli.Options;

/// <summary>Helm's flags that say which version of a chart is meant, where it comes from and how it is checked.</summary>
internal sealed class ChartFlags
{
    /// <summary>What CHART may be, for the description of the argument.</summary>
    public const string Places = "a folder, a .tgz archive or bundle, `REPOSITORY/NAME`, `oci://REGISTRY/PATH` or the URL of an archive";

    private readonly Option<string?> _version = Flag.Text("--version", "VERSION", "Version or range of the chart, such as `1.4.0` or `^1.2` (default: the newest that is no prerelease)");
    private readonly Option<bool> _devel = Flag.Switch("--devel", "Take prereleases into account too when no version is given");
    private readonly Option<string?> _repo = Flag.Text("--repo", "URL", "Repository to take the chart from by its bare name, whether it was added or not");
    private readonly Option<bool> _passCredentials = Flag.Switch("--pass-credentials", "Send the credentials to other servers, too, where an index or a redirect leads to them");
    private readonly Option<bool> _dependencyUpdate = Flag.Switch("--dependency-update", "Fetch what the chart's folder depends on and `charts/` lacks, as `Chart.lock` pins it or else newly");
    private readonly RemoteFlags _remote = new();
    private readonly VerificationFlags _verification = new();

    /// <summary>Whether the command renders the chart, and so needs what it depends on.</summary>
    public bool HasDependencyUpdate { get; init; } = true;

    public void AddTo(Command command)
    {
        command.Add(_version);
        command.Add(_devel);
        command.Add(_repo);
        _remote.AddTo(command);
        command.Add(_passCredentials);
        _verification.AddTo(command);
        if (HasDependencyUpdate)
        {
            command.Add(_dependencyUpdate);
        }
    }

    public bool UpdatesDependencies(ParseResult parsed) => HasDependencyUpdate && parsed.GetValue(_dependencyUpdate);

    /// <exception cref="PackManException">A flag makes no sense.</exception>
    public ChartAccessOptions Read(ParseResult parsed, Surroundings surroundings) => _remote.Read(parsed, surroundings) with
    {
        Version = VersionChoice.Parse(parsed.GetValue(_version), parsed.GetValue(_devel)),
        Repository = parsed.GetValue(_repo),
        PassesCredentials = parsed.GetValue(_passCredentials),
        Verification = _verification.Read(parsed, surroundings),
    };
}
