using PackMan.Cli.Output;
using PackMan.Distribution;
using PackMan.Distribution.Pulling;

namespace PackMan.Cli.Commands;

/// <summary>Where `pull` puts charts: archives into a folder, or each chart unpacked into a folder of its name.</summary>
/// <param name="Folder">As the user named it, for messages.</param>
/// <param name="FullPath">The same, absolute.</param>
/// <param name="IsUnpacked">Whether charts become folders.</param>
internal sealed record PulledTarget(string Folder, string FullPath, bool IsUnpacked)
{
    /// <exception cref="PackManException">Something is in the way, or two charts are in each other's; nothing was written.</exception>
    public void Check(IReadOnlyList<PulledChart> charts)
    {
        if (charts.GroupBy(PathOf, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1) is { } group)
        {
            throw new UsageException(
                $"{string.Join(" and ", group.Select(chart => $"`{chart.Fetched.Name}`").Distinct())} would all become `{ShownPathOf(group.First())}`",
                "Pull them one by one, into folders of their own");
        }

        if (IsUnpacked)
        {
            foreach (var chart in charts)
            {
                ChartFolderWriter.RequireNothing(PathOf(chart));
            }
        }
    }

    /// <summary>Writes a chart and says what became of it.</summary>
    /// <exception cref="PackManException">It cannot be written; nothing half-written stays.</exception>
    public WrittenChart Write(PulledChart chart, ChartPull pull)
    {
        var shown = ShownPathOf(chart);
        try
        {
            if (IsUnpacked)
            {
                ChartFolderWriter.Write(chart.Content.Files, PathOf(chart));
            }
            else
            {
                pull.Save(chart, FullPath);
            }

            return new WrittenChart(chart, shown, IsUnpacked);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new FolderNotWritableException(shown, exception);
        }
    }

    private string ShownPathOf(PulledChart chart) => Path.Combine(Folder, Path.GetFileName(PathOf(chart)));

    private string PathOf(PulledChart chart) => Path.Combine(FullPath, IsUnpacked ? chart.Content.Metadata.Name : $"{chart.FullName}.tgz");
}
