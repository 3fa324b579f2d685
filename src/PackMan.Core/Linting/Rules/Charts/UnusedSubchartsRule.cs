using PackMan.Charts.Loading;

namespace PackMan.Linting.Rules.Charts;

internal sealed class UnusedSubchartsRule() : LintRule("chart/unused-subchart", LintSeverity.Warning, "A condition that names no value, or a chart that no dependency takes, is mostly a slip.")
{
    internal override IEnumerable<Finding> Check(LintedRendering rendering) => rendering.Tree is { } tree
        ? tree.Warnings.Select(warning => Tell(warning, new CodeFrame(ChartText.NameOf(tree.Root.Chart.Location, "Chart.yaml"), 1, 1)))
        : [];
}
