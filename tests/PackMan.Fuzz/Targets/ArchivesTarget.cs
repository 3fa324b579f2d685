using PackMan.Charts;
using PackMan.Charts.Loading;
using PackMan.Fuzz.Generation;
using PackMan.Subcharts;
using PackMan.Templating;
using PackMan.Yaml;

namespace PackMan.Fuzz.Targets;

/// <summary>Chart archives: what is loaded keeps every rule of loading, whatever the archive was.</summary>
internal sealed class ArchivesTarget : IFuzzTarget
{
    /// <summary>Smaller than the real ones, so that bombs go off at once.</summary>
    private static readonly ChartLimits Limits = ChartLimits.Default with { TotalBytes = 8 * 1024 * 1024, FileBytes = 1024 * 1024, Files = 2_000 };

    public string Name => "archives";

    public byte[] Make(Random random) => new ArchiveMutations(random).Next();

    public void Run(byte[] input, CancellationToken cancellationToken)
    {
        using var archive = new MemoryStream(input, writable: false);
        var chart = ChartLoader.LoadArchive(archive, "web-1.2.3.tgz", Limits, cancellationToken);
        Check(chart);
        new ScribanTemplateEngine(FuzzCharts.Limits).Render(
            FuzzCharts.Request("", YamlMap.Empty) with { Root = ChartTree.Resolve(chart, YamlMap.Empty).Root },
            cancellationToken);
    }

    private static void Check(Chart chart)
    {
        var paths = chart.AllFiles.Select(file => file.Path).ToList();
        Require(paths.Count <= Limits.Files && chart.AllFiles.Sum(file => (long)file.Content.Length) <= Limits.TotalBytes, "more was loaded than the limits allow");
        Require(paths.Distinct(StringComparer.Ordinal).Count() == paths.Count, "a path is there twice");
        foreach (var path in paths)
        {
            Require(!Path.IsPathRooted(path) && !path.Contains('\\') && path.Split('/').All(part => part is not ("" or "." or "..")), $"the path `{path}` could leave the chart");
        }

        foreach (var subchart in chart.Subcharts)
        {
            Check(subchart);
        }
    }

    private static void Require(bool isKept, string broken)
    {
        if (!isKept)
        {
            throw new BrokenPromiseException(broken);
        }
    }
}
