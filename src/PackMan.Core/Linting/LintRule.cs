namespace PackMan.Linting;

/// <summary>One thing lint looks for. A rule looks at one level: the chart, a rendering of it, or an object of a rendering.</summary>
/// <param name="id">`room/name`, as comments and flags name it.</param>
/// <param name="severity">How bad it is.</param>
/// <param name="rationale">Why it matters, in one sentence.</param>
public abstract class LintRule(string id, LintSeverity severity, string rationale)
{
    public string Id { get; } = id;

    public LintSeverity Severity { get; } = severity;

    public string Rationale { get; } = rationale;

    internal virtual IEnumerable<Finding> Check(LintedChart chart) => [];

    internal virtual IEnumerable<Finding> Check(LintedRendering rendering) => [];

    internal virtual IEnumerable<Finding> Check(LintedObject item) => [];

    private protected Finding Tell(string message, CodeFrame? frame, string? hint = null) => new(this, message, frame, hint);

    private protected Finding Tell(PackManException error) => new(this, error.Message, error.Frame, error.Hint);
}

/// <summary>How bad a finding is.</summary>
public enum LintSeverity
{
    /// <summary>The chart cannot be used as it is.</summary>
    Error,

    /// <summary>Very likely a mistake.</summary>
    Warning,

    /// <summary>Could be better.</summary>
    Info,
}
