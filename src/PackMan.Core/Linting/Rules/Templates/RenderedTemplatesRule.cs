namespace PackMan.Linting.Rules.Templates;

internal sealed class RenderedTemplatesRule() : LintRule("template/render", LintSeverity.Error, "A template that fails stops the installation.")
{
    // What only a user can give is no mistake of the chart.
    internal override IEnumerable<Finding> Check(LintedRendering rendering) => rendering.Failures.Except(rendering.Refusals).Select(Tell);
}
