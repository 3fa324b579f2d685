using PackMan.Schemas;

namespace PackMan.Linting.Rules.Values;

internal sealed class UndeclaredValueRule() : LintRule("values/undeclared", LintSeverity.Warning, "A user finds in values.yaml and in the schema what can be set, and nowhere else.")
{
    internal override IEnumerable<Finding> Check(LintedChart chart)
    {
        if (chart is not { IsRendered: true, Uses: { } uses, Renderings: [{ Tree: { } tree }, ..] })
        {
            return [];
        }

        var declared = new DeclaredValues(tree.Layers([])[^1].Values, ValuesSchema.SchemaOf(chart.Chart)?.Names);

        // A partial may be given several values, of which not each has every key.
        return uses.All.GroupBy(use => use.Frame.ToString(), StringComparer.Ordinal)
            .Where(place => place.All(use => !declared.Has(use.Pattern)) && !chart.HasFailedAt(place.First().Frame))
            .Select(place => place.First())
            .DistinctBy(use => use.Pattern.ToString())
            .Select(use => Tell($"`values.{use.Pattern}` is read here, and neither values.yaml nor the schema declares it", use.Frame, HintFor(declared.Nearest(use.Pattern))));
    }

    private static string HintFor(string? nearest) => nearest is null ? "Declare it in values.yaml, with `null` where there is no default" : $"Did you mean `{nearest}`?";
}
