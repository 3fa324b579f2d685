namespace PackMan;

/// <summary>The place in a file an error points at, with the line itself, so that nobody has to open the file to understand.</summary>
/// <param name="File">Path as the user knows it, with forward slashes (`web/templates/deployment.yaml`).</param>
/// <param name="Line">1-based.</param>
/// <param name="Column">1-based, counted in characters.</param>
/// <param name="LineText">The text of that line without its end; null when the source is not at hand.</param>
/// <param name="Length">How many characters the caret line underlines, at least 1.</param>
public sealed record CodeFrame(string File, int Line, int Column, string? LineText = null, int Length = 1)
{
    /// <summary>The callers of this place, innermost first (`include` chain of a template).</summary>
    public IReadOnlyList<CodeFrame> Callers { get; init; } = [];

    /// <summary>`file:line:column`, the form editors and terminals turn into a link.</summary>
    public override string ToString() => $"{File}:{Line}:{Column}";
}
