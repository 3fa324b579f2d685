using System.Collections.Immutable;
using PackMan.Charts;
using PackMan.Cli.Commands.Dependency;
using PackMan.Cli.Options;
using PackMan.Schemas;
using PackMan.Yaml;

namespace PackMan.Cli.Commands;

/// <summary>What a chart is rendered from: read before any cluster is asked, so that a mistake in a file is told first.</summary>
internal sealed record RenderingInput(Chart Chart, ImmutableArray<YamlMap> SuppliedSteps)
{
    /// <summary>Values files and flags as one layer.</summary>
    public YamlMap Supplied => SuppliedSteps.LastOrDefault() ?? YamlMap.Empty;

    public static async Task<RenderingInput> ReadAsync(CommandContext context, string chart, ChartFlags flags, ValuesFlags values, CancellationToken cancellationToken)
    {
        using var access = context.Reach(flags.Read(context.Parsed, context.Surroundings));
        if (flags.UpdatesDependencies(context.Parsed))
        {
            await MissingCharts.FetchAsync(context, access, chart, cancellationToken);
        }

        return await OfAsync(context, await context.Stations.ChartsThrough(access).LoadAsync(chart, cancellationToken), values, cancellationToken);
    }

    /// <summary>A chart that is loaded already, with the values given.</summary>
    public static async Task<RenderingInput> OfAsync(CommandContext context, Chart loaded, ValuesFlags values, CancellationToken cancellationToken)
    {
        if (loaded.Metadata is { IsDeprecated: true, Name: var name, Version: var version })
        {
            context.Warn($"Chart `{name}` {version} is deprecated: its makers no longer look after it");
        }

        return new RenderingInput(loaded, await context.Stations.ReadValuesAsync(values.Read(context.Parsed), ValuesSchema.MergeRulesOf(loaded), cancellationToken));
    }
}
