namespace PackMan.Linting.Rules.Templates;

internal sealed class NeedlessLayoutRule() : LintRule("template/needless-layout", LintSeverity.Info, "Values and includes are converted and indented by the place where they land.")
{
    internal override IEnumerable<Finding> Check(LintedChart chart) =>
        (chart.Calls?.Needless ?? []).Select(call => Tell($"`{call.Name}` is not needed here", call.Frame, "Print the value or the include as it is"));
}
