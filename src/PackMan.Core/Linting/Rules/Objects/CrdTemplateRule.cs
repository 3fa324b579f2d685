using PackMan.Charts.Loading;

namespace PackMan.Linting.Rules.Objects;

internal sealed class CrdTemplateRule() : LintRule("crd/template", LintSeverity.Warning, "Files of crds/ are applied as they stand; nothing in braces is filled in.")
{
    internal override IEnumerable<Finding> Check(LintedChart chart) =>
        from file in chart.Chart.Crds
        let path = ChartText.NameOf(chart.Chart.Location, file.Path)
        let line = Array.FindIndex(chart.Files.LinesOf(path), text => text.Contains("{{", StringComparison.Ordinal) && !text.TrimStart().StartsWith('#'))
        where line >= 0 && chart.Chart.Metadata.IsNative
        select Tell("Files of `crds/` are no templates", LintedManifest.Pointed(chart.Files.Frame(path, line + 1, 1), "{{"), "Put a CRD that needs values into `templates/`");
}
