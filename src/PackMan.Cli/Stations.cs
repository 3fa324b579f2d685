using PackMan.Charts;
using PackMan.Cli.Connection;
using PackMan.Templating;
using PackMan.Values;
using PackMan.Yaml;

namespace PackMan.Cli;

/// <summary>The real stations.</summary>
internal sealed class Stations(Surroundings surroundings) : IStations
{
    public IChartSource Charts => throw new NotImplementedException();

    public ITemplateEngine Templates => throw new NotImplementedException();

    public YamlMap ReadValues(SuppliedValues supplied) => throw new NotImplementedException(surroundings.CurrentDirectory);

    public Task<ClusterAccess> ConnectAsync(ConnectionSettings settings, CancellationToken cancellationToken = default) => throw new NotImplementedException();
}
