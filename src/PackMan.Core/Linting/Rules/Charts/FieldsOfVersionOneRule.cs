namespace PackMan.Linting.Rules.Charts;

internal sealed class FieldsOfVersionOneRule() : LintRule("chart/v1-fields", LintSeverity.Error, "Helm knows these fields from apiVersion v2 on.")
{
    private static readonly string[] Fields = ["type", "dependencies"];

    internal override IEnumerable<Finding> Check(LintedChart chart) => chart.Chart.Metadata.ApiVersion == "v1"
        ? Fields.Where(chart.Chart.Metadata.Source.ContainsKey).Select(field => Tell($"`{field}` is no field of `apiVersion: v1`", chart.FrameOfField(field), "Write `apiVersion: v2`"))
        : [];
}
