namespace PackMan.Linting.Rules.Templates;

internal sealed class ParsedTemplatesRule() : LintRule("template/parse", LintSeverity.Error, "A template that cannot be parsed stops every installation.")
{
    internal override IEnumerable<Finding> Check(LintedRendering rendering) => (rendering.Survey?.Unparsed ?? []).Select(Tell);
}
