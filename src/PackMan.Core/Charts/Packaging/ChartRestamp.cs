using System.Collections.Immutable;
using System.Text;
using PackMan.Charts.Loading;
using PackMan.Yaml;

namespace PackMan.Charts.Packaging;

/// <summary>Gives a loaded chart another `version` or `appVersion`, as a build server does that counts them itself.</summary>
internal static class ChartRestamp
{
    private const string ChartYaml = "Chart.yaml";

    /// <param name="chart">The chart as loaded.</param>
    /// <param name="version">The new version; null keeps the chart's.</param>
    /// <param name="appVersion">The new `appVersion`; null keeps the chart's.</param>
    /// <exception cref="ChartRestampException">`Chart.yaml` is written in a way in which the field cannot be replaced.</exception>
    public static Chart Apply(Chart chart, SemanticVersion? version, string? appVersion)
    {
        if (version is null && appVersion is null)
        {
            return chart;
        }

        var wanted = (Version: version ?? chart.Metadata.Version, AppVersion: appVersion ?? chart.Metadata.AppVersion);
        var index = IndexOfChartYaml(chart);
        var text = new ChartYamlText(Utf8Text.Decode(chart.AllFiles[index].Content.Span, ChartYaml));
        text = version is null ? text : text.With("version", version.ToString());
        text = appVersion is null ? text : text.With("appVersion", appVersion);
        var files = chart.AllFiles.SetItem(index, new ChartFile(ChartYaml, Encoding.UTF8.GetBytes(text.Text)));
        return Reload(chart, files) is { } stamped && (stamped.Metadata.Version, stamped.Metadata.AppVersion) == wanted
            ? stamped
            : throw new ChartRestampException(chart.Location);
    }

    private static int IndexOfChartYaml(Chart chart) => Enumerable.Range(0, chart.AllFiles.Length).First(i => chart.AllFiles[i].Path == ChartYaml);

    // Anchors and block scalars can make the replacement something else than a field of that value: then nothing is packed.
    private static Chart? Reload(Chart chart, ImmutableArray<ChartFile> files)
    {
        try
        {
            return ChartLoader.LoadFiles(files, chart.Location) with { IsPacked = chart.IsPacked };
        }
        catch (PackManException)
        {
            return null;
        }
    }
}

/// <summary>A `Chart.yaml` in which a field cannot be replaced.</summary>
public sealed class ChartRestampException(string location)
    : PackManException($"`version` and `appVersion` of chart `{location}` cannot be replaced: its `Chart.yaml` does not write them as plain `key: value` lines")
{
    public string Location { get; } = location;

    public override string Hint => "Write both as `key: value` lines, without anchors";
}
