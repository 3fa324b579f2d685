using System.Collections.Immutable;
using PackMan.Charts;
using PackMan.Charts.Loading;
using PackMan.Schemas;
using PackMan.Values;
using PackMan.Yaml;

namespace PackMan.Linting;

/// <summary>Values a chart is linted with.</summary>
/// <param name="File">The file of `ci/` they come from, as users name it; null for the chart's defaults.</param>
/// <param name="Own">What the file holds.</param>
/// <param name="Supplied">The same with what the command line supplies on top.</param>
/// <param name="Fault">Why the file cannot be read; null when it can.</param>
internal sealed record ValuesSet(string? File, YamlMap Own, YamlMap Supplied, PackManException? Fault = null)
{
    /// <summary>The defaults, then every file of `ci/`.</summary>
    public static ImmutableArray<ValuesSet> Of(ExaminedChart examined, YamlMap supplied) =>
        [new ValuesSet(null, YamlMap.Empty, supplied), .. examined.ValuesFiles.Select(file => Read(examined, file, supplied))];

    private static ValuesSet Read(ExaminedChart examined, ChartFile file, YamlMap supplied)
    {
        var name = ChartText.NameOf(examined.Chart.Location, file.Path);
        try
        {
            var own = SuppliedValuesReader.ReadLayers(Utf8Text.Decode(file.Content.Span, name), name);
            return new ValuesSet(name, own, ValuesMerger.Merge(own, supplied, ValuesSchema.MergeRulesOf(examined.Chart)));
        }
        catch (PackManException fault)
        {
            return new ValuesSet(name, YamlMap.Empty, supplied, fault);
        }
    }
}
