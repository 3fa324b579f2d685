using PackMan.Charts.Loading;
using PackMan.Linting.Rules.Objects;

namespace PackMan.Linting.Rules.Charts;

internal sealed class NameStyleRule() : LintRule("chart/name-style", LintSeverity.Warning, "The names of objects are usually made of it, and these may hold only lower-case letters, digits and dashes.")
{
    internal override IEnumerable<Finding> Check(LintedChart chart)
    {
        var name = chart.Chart.Metadata.Name;
        return chart.HasFaultOf(ChartPart.Name) || chart.HasFaultOf(ChartPart.ChartYaml) || ObjectNames.IsLabel(name)
            ? []
            : [Tell($"The name `{name}` cannot be part of the name of an object", chart.FrameOfField("name"), "Use lower-case letters, digits and `-`")];
    }
}
