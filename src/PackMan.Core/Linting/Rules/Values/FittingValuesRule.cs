using PackMan.Charts.Loading;
using PackMan.Yaml;

namespace PackMan.Linting.Rules.Values;

internal sealed class FittingValuesRule() : LintRule("values/schema-violation", LintSeverity.Error, "Values that break the schema of their own chart are refused.")
{
    internal override IEnumerable<Finding> Check(LintedRendering rendering) => rendering.Violations.Except(rendering.Wanted)
        .Select(violation => Tell((violation with { Origin = violation.Origin as Origin.Flag }).Describe(), Place(violation.Origin, rendering)));

    private static CodeFrame Place(Origin? origin, LintedRendering rendering) => origin is Origin.InFile place
        ? new CodeFrame(place.File, place.Line, place.Column)
        : new CodeFrame(rendering.Values.File ?? ChartText.NameOf(rendering.Tree!.Root.Chart.Location, "values.yaml"), 1, 1);
}
