using System.Collections.Immutable;
using PackMan.Charts;
using PackMan.Charts.Loading;
using PackMan.Linting;
using PackMan.Subcharts;
using PackMan.Templating;
using PackMan.Yaml;

namespace PackMan.Actions.Lint;

/// <summary>Holds charts to every rule without a cluster. Nothing stops at the first fault.</summary>
public sealed class LintAction(ITemplateEngine engine, TimeProvider time)
{
    public LintResult Run(IEnumerable<LintTarget> targets, LintOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(targets);
        ArgumentNullException.ThrowIfNull(options);
        return new LintResult([.. targets.SelectMany(target => Lint(target, options, cancellationToken))]);
    }

    private IEnumerable<LintedPath> Lint(LintTarget target, LintOptions options, CancellationToken cancellationToken)
    {
        if (target.Chart is not { } examined)
        {
            var failure = target.Failure is null ? [] : RuleTable.Loadable.Of(target.Failure);
            return [new LintedPath(target.Path, null, null, [.. failure], 0)];
        }

        var own = Lint(examined, options, cancellationToken);
        if (!options.WithSubcharts)
        {
            return [own];
        }

        // Values on the command line are for the chart around. What breaks a subchart by itself is told there, and not for the chart around again.
        var alone = options with { Supplied = YamlMap.Empty };
        var inside = Inside([examined.Chart]).Select(chart => Lint(ChartExaminer.Examine(chart), alone, cancellationToken)).ToList();
        var told = inside.SelectMany(chart => chart.Findings).Select(finding => finding.Identity).ToHashSet();
        return inside.Prepend(own with { Findings = [.. own.Findings.Where(finding => !told.Contains(finding.Identity))] });
    }

    private LintedPath Lint(ExaminedChart examined, LintOptions options, CancellationToken cancellationToken)
    {
        var kubeVersion = options.KubeVersion ?? TargetRelease.NewestFor(examined.Chart.Metadata);
        var settings = new LintSettings(kubeVersion, (int)(KubernetesVersion.TryParse(kubeVersion)?.Minor ?? 0), options.Namespace, options.SkipSchemaValidation)
        {
            IsVersionAsked = options.KubeVersion is not null,
        };
        var linter = new ChartLinter(new ChartPreparation(engine, time, settings), options.DisabledRules);
        var (chart, findings, silenced) = linter.Lint(examined, options.Supplied, cancellationToken);
        return new LintedPath(chart.Location, chart.Metadata.Name, chart.Metadata.Version.ToString(), findings, silenced);
    }

    /// <param name="chain">The charts around, outermost first.</param>
    private static IEnumerable<Chart> Inside(ImmutableArray<Chart> chain) =>
        chain[^1].Subcharts.SelectMany(subchart => Inside(chain.Add(subchart)).Prepend(WithLibraries(subchart, chain)));

    // A library that lies in a chart around serves the charts inside as well.
    private static Chart WithLibraries(Chart chart, ImmutableArray<Chart> chain) => chart with
    {
        Subcharts = [.. chart.Subcharts, .. SubchartSlot.Of(chart).Where(slot => slot.Chart is null).Select(slot => slot.OrLibraryOf(chain).Chart).OfType<Chart>()],
    };
}
