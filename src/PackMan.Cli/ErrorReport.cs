using System.Globalization;
using PackMan.Cli.Output;

namespace PackMan.Cli;

/// <summary>The only place where exceptions become text.</summary>
internal sealed class ErrorReport(TextWriter error, Palette palette, bool isDebug = false)
{
    private const int MaxLineLength = 120;

    /// <summary>Tells the user what went wrong and gives the exit code.</summary>
    public int Write(Exception exception, bool isCancelled = false)
    {
        var cause = Unwrap(exception);
        switch (cause)
        {
            case PackManException known:
                WriteKnown(known);
                break;
            // What a cancelled request leaves behind (closed sockets, cancelled tasks) says nothing to a user.
            case var _ when isCancelled:
                error.WriteLine($"{palette.Red("error:")} Cancelled");
                break;
            default:
                WriteBug(cause);
                break;
        }

        return isCancelled ? ExitCodes.Cancelled : ExitCodes.Failed;
    }

    private void WriteKnown(PackManException exception)
    {
        error.WriteLine($"{palette.Red("error:")} {SafeText.Of(exception.Message)}");
        if (exception.Frame is { } frame)
        {
            WriteFrame(frame);
        }

        for (var cause = exception.InnerException; cause is not null && isDebug; cause = cause.InnerException)
        {
            error.WriteLine(palette.Dim($"  caused by {cause.GetType().Name}: {SafeText.Of(cause.Message)}"));
        }

        if (exception.Hint is { } hint)
        {
            error.WriteLine();
            error.WriteLine($"{palette.Cyan("hint:")} {SafeText.Of(hint)}");
        }
    }

    private void WriteFrame(CodeFrame frame)
    {
        error.WriteLine($"  {palette.Dim("-->")} {SafeText.Of(frame.ToString())}");
        if (frame.LineText is { } line)
        {
            var number = frame.Line.ToString(CultureInfo.InvariantCulture);
            var gutter = new string(' ', number.Length);
            var (text, column) = Window(line, Math.Clamp(frame.Column - 1, 0, line.Length));
            var indent = string.Concat(text[..column].Select(character => character == '\t' ? '\t' : ' '));
            var carets = new string('^', Math.Clamp(frame.Length, 1, Math.Max(1, text.Length - column)));
            error.WriteLine(palette.Dim($"   {gutter} |"));
            error.WriteLine($"   {palette.Dim($"{number} |")} {SafeText.Of(text)}");
            error.WriteLine($"   {palette.Dim($"{gutter} |")} {indent}{palette.Red(carets)}");
        }

        foreach (var caller in frame.Callers)
        {
            error.WriteLine($"  included from {SafeText.Of(caller.ToString())}");
        }
    }

    // A line may hold a whole document; what matters stands around the column.
    private static (string Text, int Column) Window(string line, int column)
    {
        var start = line.Length <= MaxLineLength ? 0 : Math.Max(0, Math.Min(column - (MaxLineLength / 2), line.Length - MaxLineLength));
        var end = Math.Min(line.Length, start + MaxLineLength);
        var lead = start > 0 ? "…" : "";
        return ($"{lead}{line[start..end]}{(end < line.Length ? "…" : "")}", column - start + lead.Length);
    }

    private void WriteBug(Exception exception)
    {
        error.WriteLine($"{palette.Red("error:")} PackMan has a bug: {SafeText.Of(exception.Message)}");
        error.WriteLine(SafeText.Of(exception.ToString()));
        error.WriteLine();
        error.WriteLine($"{palette.Cyan("hint:")} Report it with this trace and the command you ran");
    }

    private static Exception Unwrap(Exception exception) => exception is AggregateException { InnerExceptions: [var first, ..] } ? Unwrap(first) : exception;
}
