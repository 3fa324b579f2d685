namespace PackMan.Planning;

/// <summary>An error that quoted sensitive values, told without them. Its cause is left out, because `--debug` prints causes.</summary>
public sealed class RedactedException : PackManException
{
    private readonly string? _hint;
    private readonly CodeFrame? _frame;

    private RedactedException(PackManException error, Redaction redaction)
        : base(redaction.Clean(error.Message))
    {
        _hint = error.Hint is { } hint ? redaction.Clean(hint) : null;
        _frame = error.Frame is { } frame ? Clean(frame, redaction) : null;
        Notes = [.. error.Notes.Select(redaction.Clean)];
    }

    public override string? Hint => _hint;

    public override CodeFrame? Frame => _frame;

    /// <summary>The error without the values it quotes; null for one that quotes none, which can be told as it is.</summary>
    internal static RedactedException? Of(PackManException error, Redaction redaction) =>
        Texts(error).Any(text => redaction.Clean(text) != text) ? new RedactedException(error, redaction) : null;

    private static IEnumerable<string> Texts(PackManException error) =>
        [error.ToString(), error.Hint ?? "", .. error.Notes, .. error.Frame is { } frame ? frame.Callers.Prepend(frame).Select(place => place.LineText ?? "") : []];

    private static CodeFrame Clean(CodeFrame frame, Redaction redaction) => frame with
    {
        LineText = frame.LineText is { } line ? redaction.Clean(line) : null,
        Callers = [.. frame.Callers.Select(caller => Clean(caller, redaction))],
    };
}
