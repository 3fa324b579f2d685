using PackMan.Distribution.Dependencies;

namespace PackMan.Cli.Commands.Dependency;

/// <summary>`packman dependency update CHART`.</summary>
internal sealed class DependencyUpdateCommand : DependencyFetchCommand
{
    public DependencyUpdateCommand()
        : base("update", "Take the newest charts that Chart.yaml allows, and lock them")
    {
        Aliases.Add("up");
        Details = "Puts the archives into `charts/` and writes `Chart.lock`, which pins version and content of each, and of what these charts lack in turn. Nothing is changed unless everything is at hand and, with `--verify`, signed.";
        Examples = ["packman dependency update ./shop", "packman dependency update ./shop -o json", "packman dependency update ./shop --verify --policy policy.yaml"];
    }

    protected override Task<DependencyResult> FetchAsync(ChartDependencies dependencies, CancellationToken cancellationToken) => dependencies.UpdateAsync(cancellationToken);
}
