namespace PackMan.Linting.Rules.Values;

internal sealed class NotRenderedRule() : LintRule("values/not-rendered", LintSeverity.Warning, "Without values that suffice, what templates print is not looked at.")
{
    internal override IEnumerable<Finding> Check(LintedChart chart) => chart.IsRendered && chart.Renderings is [var defaults, ..]
        && (defaults.Wanted.Any() || defaults.Refusals.Any()) && chart.Renderings.Where(rendering => rendering.Values.File is not null).All(rendering => rendering.Survey is null)
            ? [Tell("The chart asks for values, and no file of `ci/` gives them", chart.FrameOf("Chart.yaml"), "Add a file such as `ci/test-values.yaml`, or pass `--values FILE`")]
            : [];
}
