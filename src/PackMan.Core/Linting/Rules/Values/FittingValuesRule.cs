using PackMan.Charts.Loading;
using PackMan.Schemas;
using PackMan.Values;
using PackMan.Yaml;

namespace PackMan.Linting.Rules.Values;

internal sealed class FittingValuesRule() : LintRule("values/schema-violation", LintSeverity.Error, "Values that break the schema of their own chart are refused.")
{
    internal override IEnumerable<Finding> Check(LintedChart chart) => chart.Renderings.SelectMany(rendering => rendering.Violations.Except(rendering.Wanted).Select(violation =>
        Tell((violation with { Origin = violation.Origin as Origin.Flag }).Describe(), Place(violation, rendering, chart)) with { ValuesFile = rendering.Values.File }));

    private static CodeFrame Place(SchemaViolation violation, LintedRendering rendering, LintedChart chart)
    {
        if (violation.Origin is not Origin.InFile place)
        {
            return new CodeFrame(rendering.Values.File ?? ChartText.NameOf(chart.Chart.Location, "values.yaml"), 1, 1);
        }

        // What begins below its key is told at the key.
        var key = violation.Path is [.., PathStep.Key { Name: var name }] ? chart.Files.FrameOfKey(name, place) : null;
        return key is not null && key.Line != place.Line ? key : new CodeFrame(place.File, place.Line, place.Column);
    }
}
