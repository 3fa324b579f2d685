namespace PackMan.Linting;

/// <summary>Something that a rule found.</summary>
/// <param name="Frame">The place in the chart's own files; null when it is about the chart as a whole.</param>
/// <param name="Hint">What to do; null when the message says it.</param>
public sealed record Finding(LintRule Rule, string Message, CodeFrame? Frame, string? Hint)
{
    /// <summary>The values file with which it is found; null when the chart's defaults are enough.</summary>
    public string? ValuesFile { get; init; }

    /// <summary>What makes two findings the same one.</summary>
    internal (string Rule, string? Place, string Message) Identity => (Rule.Id, Frame?.ToString(), Message);
}
