using System.Collections.Immutable;
using PackMan.Charts;
using PackMan.Cli;
using PackMan.Cli.Connection;
using PackMan.Distribution;
using PackMan.Templating;
using PackMan.Tests.Fakes;
using PackMan.Values;
using PackMan.Yaml;

namespace PackMan.Tests.Cli;

/// <summary>A cluster and a store in memory behind the commands.</summary>
internal sealed class FakeStations : IStations
{
    public FakeCluster Cluster { get; init; } = new();

    public FakeReleaseStore Releases { get; init; } = new();

    /// <summary>Thrown instead of connecting.</summary>
    public Exception? ConnectFailure { get; init; }

    /// <summary>What the last command asked to connect to.</summary>
    public ConnectionSettings? Asked { get; private set; }

    public IChartSource Charts { get; init; } = new LocalChartSource(Session.ChartsFolder);

    public IChartSource ChartsThrough(ChartAccess access) => Charts;

    public ITemplateEngine Templates { get; } = new ScribanTemplateEngine();

    /// <summary>What `-f -` reads.</summary>
    public string Input { get; init; } = "";

    public async Task<ImmutableArray<YamlMap>> ReadValuesAsync(SuppliedValues supplied, MergeRules? rules = null, CancellationToken cancellationToken = default)
    {
        using var input = new StringReader(Input);
        return await new SuppliedValuesReader(new ValuesFiles(input), rules).ReadStepsAsync(supplied, cancellationToken);
    }

    public Task<ClusterAccess> ConnectAsync(ConnectionSettings settings, CancellationToken cancellationToken = default)
    {
        Asked = settings;
        return ConnectFailure is null ? Task.FromResult(new ClusterAccess(Cluster, Releases, "default")) : Task.FromException<ClusterAccess>(ConnectFailure);
    }
}
