using PackMan.Charts.Loading;

namespace PackMan.Linting.Rules.Charts;

internal sealed class LoadableChartRule() : LintRule("chart/loadable", LintSeverity.Error, "What cannot be opened as a chart cannot be installed.")
{
    /// <summary>Why a path is no chart.</summary>
    public IEnumerable<Finding> Of(PackManException failure) => [Tell(failure)];

    // A chart inside that cannot be read keeps the whole from being rendered.
    internal override IEnumerable<Finding> Check(LintedChart chart) => chart.FaultsOf(ChartPart.Subchart).Select(Tell);
}
