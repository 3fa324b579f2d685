using PackMan.Templating.Evaluation;

namespace PackMan.Linting.Rules.Templates;

internal sealed class MissingFileRule() : LintRule("template/missing-file", LintSeverity.Error, "Reading the file fails as soon as a rendering comes by.")
{
    // A library reads the files of the chart that calls it.
    internal override IEnumerable<Finding> Check(LintedChart chart) => chart.IsRendered
        ? (chart.Calls?.Files ?? []).Where(file => chart.Chart.Files.All(known => known.Path != file.Name) && !chart.HasFailedAt(file.Frame)).Select(file => Tell(
            $"The chart has no file `{file.Name}`",
            file.Frame,
            NearestName.Find(file.Name, chart.Chart.Files.Select(known => known.Path)) is { } nearest ? $"Did you mean `{nearest}`?" : "Look whether `.packmanignore` leaves it out"))
        : [];
}
