using PackMan.Subcharts;
using PackMan.Templating.Tracing;

namespace PackMan.Templating.Scope;

/// <summary>`subcharts`: what a chart may know of those below it. One that is not in use has neither values nor a chart.</summary>
internal static class SubchartsScope
{
    public static ObjectNode Build(ChartInUse chart, ReadTrace? trace, string label = "subcharts")
    {
        var members = chart.Subcharts.ToDictionary(subchart => subchart.Name, subchart => (object?)InUse(subchart, trace, $"{label}.{subchart.Name}"), StringComparer.Ordinal);
        foreach (var disabled in chart.Disabled)
        {
            members[disabled.Name] = Disabled($"{label}.{disabled.Name}");
        }

        return new ObjectNode(label, members);
    }

    private static ObjectNode InUse(ChartInUse subchart, ReadTrace? trace, string label) => new(label, new Dictionary<string, object?>(StringComparer.Ordinal)
    {
        ["enabled"] = true,
        ["values"] = new MapNode(subchart.Values, isDeclaring: true, trace?.Root(subchart)),
        ["chart"] = ChartScope.Build(subchart),
        ["subcharts"] = Build(subchart, trace, $"{label}.subcharts"),
    });

    private static ObjectNode Disabled(string label) => new(label, new Dictionary<string, object?>(StringComparer.Ordinal)
    {
        ["enabled"] = false,
        ["values"] = null,
        ["chart"] = null,
        ["subcharts"] = null,
    });
}
