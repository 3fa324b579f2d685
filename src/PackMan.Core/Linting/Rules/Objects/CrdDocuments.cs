using System.Collections.Immutable;
using PackMan.Charts;
using PackMan.Charts.Loading;
using PackMan.Yaml;

namespace PackMan.Linting.Rules.Objects;

/// <summary>The documents of `crds/`.</summary>
internal static class CrdDocuments
{
    /// <summary>Those of all files that can be read.</summary>
    public static IEnumerable<(YamlNode Root, CodeFrame Frame)> Of(LintedChart chart) => chart.Chart.Crds
        .Where(file => FaultOf(chart, file) is null)
        .SelectMany(file => Read(chart, file).Where(document => document.Root is not YamlNull).Select(document => (document.Root, chart.FrameOf(file.Path, FirstLine(document)))));

    /// <summary>Why a file is no YAML; null when it is.</summary>
    public static PackManException? FaultOf(LintedChart chart, ChartFile file)
    {
        try
        {
            _ = Read(chart, file);
            return null;
        }
        catch (YamlException fault)
        {
            return fault;
        }
    }

    private static int FirstLine(YamlDocument document) => document.Root.Origin is Origin.InFile place ? place.Line : document.StartLine;

    private static ImmutableArray<YamlDocument> Read(LintedChart chart, ChartFile file)
    {
        var name = ChartText.NameOf(chart.Chart.Location, file.Path);
        return YamlReader.ReadAll(Utf8Text.Decode(file.Content.Span, name), name);
    }
}
