namespace PackMan.Templating.Evaluation;

/// <summary>What a template may use at most. A real chart stays far below; a hostile one fails with one error.</summary>
internal sealed record Limits
{
    public static Limits Default { get; } = new();

    /// <summary>Iterations of one outermost loop with all loops inside it, and the size of ranges.</summary>
    public int Iterations { get; init; } = 100_000;

    /// <summary>Calls inside calls: functions, includes and `tpl` together. An include counts twice, as a function and as a template.</summary>
    public int CallDepth { get; init; } = 128;

    /// <summary>Characters of one string.</summary>
    public int StringLength { get; init; } = 4 * 1024 * 1024;

    /// <summary>Characters that one template writes, captured text included.</summary>
    public long Output { get; init; } = 32L * 1024 * 1024;

    /// <summary>Levels of a map or list that is written.</summary>
    public int TreeDepth { get; init; } = 100;

    public TimeSpan RegexTime { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>Time for all templates of one chart, by the clock and of the processor.</summary>
    public TimeSpan RenderTime { get; init; } = TimeSpan.FromSeconds(10);
}
