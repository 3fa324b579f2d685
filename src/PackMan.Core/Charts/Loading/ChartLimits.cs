namespace PackMan.Charts.Loading;

/// <summary>How much a chart may hold, so that a hostile archive costs bounded memory. The sizes are Helm's.</summary>
internal sealed record ChartLimits
{
    public static ChartLimits Default { get; } = new();

    /// <summary>Bytes of all files together, those of nested archives included.</summary>
    public long TotalBytes { get; init; } = 100 * 1024 * 1024;

    /// <summary>Bytes of one file.</summary>
    public long FileBytes { get; init; } = 5 * 1024 * 1024;

    public int Files { get; init; } = 10_000;

    /// <summary>Bytes of a path inside the chart: what the plain tar format can hold.</summary>
    public int PathBytes { get; init; } = 255;

    /// <summary>Folders on the way to a file.</summary>
    public int Depth { get; init; } = 32;

    /// <summary>Charts inside charts.</summary>
    public int ChartDepth { get; init; } = 10;

    /// <summary>Bytes of a whole decompressed archive: the files and what tar puts around each of them.</summary>
    public long ArchiveBytes => TotalBytes + (2048L * Files);
}
