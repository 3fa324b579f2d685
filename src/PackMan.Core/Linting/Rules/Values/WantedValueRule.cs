using PackMan.Charts.Loading;

namespace PackMan.Linting.Rules.Values;

internal sealed class WantedValueRule() : LintRule("values/wanted", LintSeverity.Info, "Lint renders a chart that asks its user for values only with a values file that gives them.")
{
    internal override IEnumerable<Finding> Check(LintedRendering rendering) => rendering.Wanted
        .Select(violation => Tell($"{(violation with { Origin = null }).Describe()}, so the defaults alone are no installation", Place(rendering), "Put a values file that gives it into `ci/`"))
        .Concat(rendering.Refusals.Select(refusal => Tell($"{(rendering.IsUpgrade ? "For an upgrade the" : "The")} template asks for a value: {refusal.Message}", refusal.Frame, "Put a values file that gives it into `ci/`")));

    private static CodeFrame? Place(LintedRendering rendering) =>
        rendering.Tree is { } tree ? new CodeFrame(ChartText.NameOf(tree.Root.Chart.Location, "values.schema.json"), 1, 1) : null;
}
