namespace PackMan.Linting.Rules.Templates;

internal sealed class UnknownIncludeRule() : LintRule("template/unknown-include", LintSeverity.Error, "The include fails as soon as a rendering comes by.")
{
    internal override IEnumerable<Finding> Check(LintedChart chart) => (chart.Calls?.UnknownIncludes ?? []).Where(include => !chart.HasFailedAt(include.Frame)).Select(include => Tell(
        $"There is no partial `{include.Name}`",
        include.Frame,
        include.Nearest is { } nearest ? $"Did you mean `{nearest}`?" : "Partials are the files below `templates/` whose names start with `_`"));
}
