using PackMan.Cli.Output;
using PackMan.Distribution;
using PackMan.Distribution.Dependencies;
using PackMan.Distribution.Signing;

namespace PackMan.Cli.Commands.Dependency;

/// <summary>`--dependency-update`: what the folder of a chart depends on is fetched before the chart is read.</summary>
internal static class MissingCharts
{
    /// <summary>Fetches what is missing. Charts that are no folders come as they are.</summary>
    /// <exception cref="PackManException">Something cannot be had, or the folder itself would have to be signed.</exception>
    public static async Task FetchAsync(CommandContext context, ChartAccess access, string chart, CancellationToken cancellationToken)
    {
        var path = context.Surroundings.FullPath(chart);
        if (Directory.Exists(path))
        {
            if (access.Options.Verification is not null)
            {
                throw new UnpackedChartException(chart);
            }

            DependencyReport.Tell(context, await new ChartDependencies(access, path, chart, context.Surroundings.Time).EnsureAsync(cancellationToken));
        }
    }
}
