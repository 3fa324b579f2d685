namespace PackMan.Charts.Locking;

/// <summary>How to bring what a chart lacks; a command that would refuse the chart's lock mends nothing.</summary>
internal static class FetchHint
{
    /// <exception cref="PackManException">The lock cannot be read.</exception>
    public static string For(Chart chart) => chart.IsPacked
        ? $"The archive was packed incomplete: unpack it, run `packman dependency {Verb(chart)}` on the folder, and pack it anew"
        : $"Fetch what is missing with `packman dependency {Verb(chart)} {chart.Location}`";

    private static string Verb(Chart chart) => IsOutOfStep(chart) ? "update" : "build";

    private static bool IsOutOfStep(Chart chart) => ChartLock.Of(chart) is { } locked && !LockComparison.Of(chart.Metadata.Dependencies, locked.Dependencies, locked.PinsContent).IsInStep;
}
