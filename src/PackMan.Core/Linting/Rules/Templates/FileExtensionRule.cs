using PackMan.Templating.Sources;

namespace PackMan.Linting.Rules.Templates;

internal sealed class FileExtensionRule() : LintRule("template/extension", LintSeverity.Warning, "A file that is no template, no partial and no notes is never used.")
{
    internal override IEnumerable<Finding> Check(LintedChart chart) => chart.Chart.Metadata.IsNative
        ? chart.Chart.Templates.Where(file => ParsedTemplate.KindOf(file.Path) is null).Select(file => Tell(
            $"`{file.Path}` is not rendered: it is no `.yaml` or `.yml` file, and its name does not start with `_`",
            chart.FrameOf(file.Path),
            file.Path.EndsWith(".tpl", StringComparison.Ordinal) ? "Partials are `.yaml` or `.sbn` files whose names start with `_`" : "Rename it, or move it out of `templates/` and read it with `files.get`"))
        : [];
}
