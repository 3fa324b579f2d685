using PackMan.Charts.Loading;
using PackMan.Linting.Rules.Templates;
using PackMan.Yaml;

namespace PackMan.Linting.Rules.Values;

internal sealed class BooleanKeyInValuesRule() : LintRule("values/boolean-key", LintSeverity.Warning, "YAML as Kubernetes reads it takes the key for true or false, so no template finds it under its name.")
{
    internal override IEnumerable<Finding> Check(LintedChart chart) =>
        new[] { ChartText.NameOf(chart.Chart.Location, "values.yaml") }.Concat(chart.ValuesSets.Where(set => set.Fault is null).Select(set => set.File).OfType<string>())
            .Where(path => !chart.HasFaultOf(ChartPart.Values) && chart.Files.Knows(path))
            .SelectMany(path => PlainScalars.In(string.Join('\n', chart.Files.LinesOf(path)))
                .Where(scalar => scalar.IsKey && AmbiguousTextRule.IsBooleanWord(scalar.Text))
                .Select(scalar => Tell(
                    $"The key `{scalar.Text}` is read as `{(AmbiguousTextRule.IsTrueWord(scalar.Text) ? "true" : "false")}`",
                    chart.Files.Frame(path, scalar.Line, scalar.Column) with { Length = scalar.Text.Length },
                    $"Put it in quotes: `\"{scalar.Text}\":`")));
}
