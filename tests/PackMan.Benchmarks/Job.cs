namespace PackMan.Benchmarks;

/// <summary>Commands of one program that are run one after the other and count together.</summary>
internal sealed record Job(params CommandLine[] Commands)
{
    /// <summary>What is done before each run, and does not count.</summary>
    public Action Prepare { get; init; } = () => { };

    public async Task<TimeSpan> TimeAsync()
    {
        Prepare();
        var sum = TimeSpan.Zero;
        foreach (var command in Commands)
        {
            sum += await command.TimeAsync();
        }

        return sum;
    }

    /// <summary>The memory of the command that takes most, in MiB.</summary>
    public async Task<double> MeasureMemoryAsync()
    {
        Prepare();
        var most = 0.0;
        foreach (var command in Commands)
        {
            most = Math.Max(most, await command.MeasureMemoryAsync());
        }

        return most;
    }
}
