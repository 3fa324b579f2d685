using PackMan.Distribution.Dependencies;

namespace PackMan.Cli.Commands.Dependency;

/// <summary>`packman dependency build CHART`.</summary>
internal sealed class DependencyBuildCommand : DependencyFetchCommand
{
    public DependencyBuildCommand()
        : base("build", "Put the charts that Chart.lock pins into charts/")
    {
        Details = "What the cache holds is not fetched, so this works offline; what is not exactly as pinned is refused. Without a `Chart.lock` it is the same as `update`. With `--verify` signatures are looked for where the charts came from, which takes the network.";
        Examples = ["packman dependency build ./shop", "packman dependency build ./shop --username ci --password \"$TOKEN\"", "packman dependency build ./shop --verify --policy policy.yaml"];
    }

    protected override Task<DependencyResult> FetchAsync(ChartDependencies dependencies, CancellationToken cancellationToken) => dependencies.BuildAsync(cancellationToken);
}
