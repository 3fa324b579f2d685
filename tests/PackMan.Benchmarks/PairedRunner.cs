namespace PackMan.Benchmarks;

/// <summary>Runs both sides in turn, so that a drift of the machine's speed touches both alike.</summary>
internal static class PairedRunner
{
    public static async Task<PairedResult> RunAsync(BenchmarkCase benchmark, int runs)
    {
        // Memory is measured in the run that warms up, because the meter takes time of its own.
        var memory = (Ours: await benchmark.Ours.MeasureMemoryAsync(), Theirs: await benchmark.Theirs.MeasureMemoryAsync());

        var ours = new List<double>(runs);
        var theirs = new List<double>(runs);
        for (var i = 0; i < runs; i++)
        {
            ours.Add((await benchmark.Ours.TimeAsync()).TotalMilliseconds);
            theirs.Add((await benchmark.Theirs.TimeAsync()).TotalMilliseconds);
        }

        return new PairedResult(Median([.. ours]), Median([.. theirs]), Median([.. ours.Zip(theirs, (our, their) => our / their)]), memory.Ours, memory.Theirs);
    }

    private static double Median(List<double> values)
    {
        values.Sort();
        var middle = values.Count / 2;
        return values.Count % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
    }
}

/// <param name="Ratio">Median of the ratios pair by pair.</param>
/// <param name="OursMebibytes">The most memory held at a time.</param>
internal sealed record PairedResult(double OursMilliseconds, double TheirsMilliseconds, double Ratio, double OursMebibytes, double TheirsMebibytes)
{
    public double MemoryRatio => OursMebibytes / TheirsMebibytes;

    public bool Misses(BenchmarkCase benchmark) => Ratio > benchmark.Target || MemoryRatio > benchmark.MemoryTarget;
}
