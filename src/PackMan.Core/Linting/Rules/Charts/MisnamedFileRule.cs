using PackMan.Templating.Evaluation;

namespace PackMan.Linting.Rules.Charts;

internal sealed class MisnamedFileRule() : LintRule("chart/misnamed-file", LintSeverity.Warning, "A file of another name than PackMan looks for has no effect.")
{
    private static readonly string[] Files = ["Chart.yaml", "Chart.lock", "values.yaml", "values.schema.json"];
    private static readonly string[] Folders = ["templates", "charts", "crds"];

    internal override IEnumerable<Finding> Check(LintedChart chart) => chart.Chart.Files
        .Select(file => (file.Path, Parts: file.Path.Split('/')))
        .DistinctBy(file => file.Parts[0])
        .Select(file => (file.Path, Name: file.Parts[0], Meant: file.Parts.Length == 1 ? FileMeantBy(file.Parts[0]) : NearestName.Find(file.Parts[0], Folders)))
        .Where(file => file.Meant is not null && file.Meant != file.Name)
        .Select(file => Tell($"`{file.Name}` has no meaning in a chart", chart.FrameOf(file.Path), $"Did you mean `{file.Meant}`?"));

    private static string? FileMeantBy(string name) => name switch
    {
        "value.yaml" or "values.yml" => "values.yaml",
        "Chart.yml" => "Chart.yaml",
        "schema.json" or "values.schema.yaml" or "values.schema.yml" or "values-schema.json" => "values.schema.json",
        _ => Files.FirstOrDefault(known => known.Equals(name, StringComparison.OrdinalIgnoreCase)),
    };
}
