using PackMan.Origins;
using PackMan.Subcharts;
using PackMan.Templating.Uses;
using PackMan.Values;
using PackMan.Yaml;

namespace PackMan.Linting.Rules.Values;

internal sealed class UnreadValueRule() : LintRule("values/unread", LintSeverity.Warning, "A value that nothing reads misleads whoever sets it.")
{
    internal override IEnumerable<Finding> Check(LintedChart chart)
    {
        if (chart is not { IsRendered: true, Renderings: [{ Tree: { } tree, Uses: { } uses }, ..] })
        {
            return [];
        }

        var supplied = chart.Renderings.Where(rendering => rendering is { Tree: not null, Uses: not null, Values.File: not null });
        return Find(chart, WithoutSchema(tree), chart.Chart.Values, uses, "is declared here and no template reads it")
            .Concat(supplied.SelectMany(rendering => Find(chart, rendering.Tree!, rendering.Values.Own, rendering.Uses!, "is set here and no template reads it")));
    }

    private IEnumerable<Finding> Find(LintedChart chart, ChartTree tree, YamlMap values, ValueUses uses, string what) => UnreadValues.Find(tree, values, uses).Select(unread => Tell(
        $"`{PathStep.Text(unread.Path.AsSpan())}` {what}",
        chart.Files.FrameOfKey(unread.Path[^1] is PathStep.Key key ? key.Name : "", unread.Origin),
        HintFor(unread)));

    // A chart's own value may be the right one, and what reads it misspelt.
    private static string HintFor(UnreadValue unread) => (unread.Nearest, unread.IsDeclared) switch
    {
        (null, _) => "Remove it, or read it in a template",
        (var nearest, true) => $"Templates read `{nearest}`",
        (var nearest, false) => $"Did you mean `{nearest}`?",
    };

    // The schema describes what may be set; that alone gives no value an effect.
    private static ChartTree WithoutSchema(ChartTree tree) => tree with { Root = tree.Root with { Chart = tree.Root.Chart with { Schema = null } } };
}
