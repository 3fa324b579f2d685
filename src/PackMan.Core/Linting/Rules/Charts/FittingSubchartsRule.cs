namespace PackMan.Linting.Rules.Charts;

internal sealed class FittingSubchartsRule() : LintRule("chart/subcharts", LintSeverity.Error, "Subcharts that do not fit together or to their values stop every installation.")
{
    // Charts that are missing are told one by one.
    internal override IEnumerable<Finding> Check(LintedChart chart) => MissingDependencyRule.In(chart).Any()
        ? []
        : chart.Renderings.Where(rendering => rendering.TreeFault is not null).Select(rendering => Tell(rendering.TreeFault!) with { ValuesFile = rendering.Values.File });
}
