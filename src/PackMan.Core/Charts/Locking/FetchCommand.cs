namespace PackMan.Charts.Locking;

/// <summary>Which command brings what a chart lacks: one that would refuse the chart's lock mends nothing.</summary>
internal static class FetchCommand
{
    /// <exception cref="PackManException">The lock cannot be read.</exception>
    public static string For(Chart chart) => $"packman dependency {(IsOutOfStep(chart) ? "update" : "build")} {chart.Location}";

    private static bool IsOutOfStep(Chart chart) => ChartLock.Of(chart) is { } locked && !LockComparison.Of(chart.Metadata.Dependencies, locked.Dependencies, locked.PinsContent).IsInStep;
}
