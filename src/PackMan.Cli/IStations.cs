using System.Collections.Immutable;
using PackMan.Charts;
using PackMan.Cli.Connection;
using PackMan.Distribution;
using PackMan.Templating;
using PackMan.Values;
using PackMan.Yaml;

namespace PackMan.Cli;

/// <summary>The parts of PackMan the commands drive; tests put fakes in their place.</summary>
internal interface IStations
{
    /// <summary>Charts of this machine.</summary>
    IChartSource Charts { get; }

    /// <summary>Charts by whatever a user calls them.</summary>
    IChartSource ChartsThrough(ChartAccess access);

    ITemplateEngine Templates { get; }

    /// <summary>Reads values files and flags into one tree, given as it was after each layer.</summary>
    Task<ImmutableArray<YamlMap>> ReadValuesAsync(SuppliedValues supplied, MergeRules? rules = null, CancellationToken cancellationToken = default);

    Task<ClusterAccess> ConnectAsync(ConnectionSettings settings, CancellationToken cancellationToken = default);
}
