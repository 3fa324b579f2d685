using PackMan.Cli.Output;

namespace PackMan.Cli;

/// <summary>The only place where exceptions become text.</summary>
internal sealed class ErrorReport(TextWriter error, Palette palette, bool isDebug = false)
{
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
            new FrameText(error, palette).Write(frame);
        }

        foreach (var note in exception.Notes)
        {
            error.WriteLine($"  {SafeText.Of(note)}");
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

    private void WriteBug(Exception exception)
    {
        error.WriteLine($"{palette.Red("error:")} PackMan has a bug: {SafeText.Of(exception.Message)}");
        error.WriteLine(SafeText.Of(exception.ToString()));
        error.WriteLine();
        error.WriteLine($"{palette.Cyan("hint:")} Report it with this trace and the command you ran");
    }

    private static Exception Unwrap(Exception exception) => exception is AggregateException { InnerExceptions: [var first, ..] } ? Unwrap(first) : exception;
}
