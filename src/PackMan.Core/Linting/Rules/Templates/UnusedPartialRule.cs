namespace PackMan.Linting.Rules.Templates;

internal sealed class UnusedPartialRule() : LintRule("template/unused-partial", LintSeverity.Info, "Text that nothing uses is read and kept up for nothing.")
{
    // A library's partials are for other charts.
    internal override IEnumerable<Finding> Check(LintedChart chart) => chart.IsRendered
        ? (chart.Calls?.UnusedPartials ?? []).Select(partial => Tell($"No template includes `{partial.Name}` or calls a function of it", partial.Frame, "Remove it"))
        : [];
}
