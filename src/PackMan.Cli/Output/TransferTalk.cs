using PackMan.Distribution.Http;

namespace PackMan.Cli.Output;

/// <summary>One live line on a terminal that tells how far a large download or upload has come.</summary>
internal sealed class TransferTalk(TextWriter error, Palette palette, TerminalFacts terminal, TimeProvider time) : IProgress<TransferProgress>, IDisposable
{
    // What is smaller is over before anyone has read the line.
    private const long Large = 1024 * 1024;

    private static readonly TimeSpan BetweenLines = TimeSpan.FromMilliseconds(100);

    private readonly Lock _gate = new();
    private long _drawnAt;
    private bool _hasLine;

    public void Report(TransferProgress value)
    {
        lock (_gate)
        {
            if (value.Done == value.Total)
            {
                Erase();
            }
            else if (value.Done >= Large && (!_hasLine || time.GetElapsedTime(_drawnAt) >= BetweenLines))
            {
                Draw(value);
            }
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            Erase();
        }
    }

    private void Draw(TransferProgress progress)
    {
        Erase();
        var text = $"{SafeText.Of(progress.Name)}: {Mebibytes(progress.Done)}{(progress.Total is { } total ? $" of {Mebibytes(total)}" : "")} MiB";
        error.Write(palette.Dim(text.Length < terminal.Width ? text : text[..(terminal.Width - 1)]));
        (_drawnAt, _hasLine) = (time.GetTimestamp(), true);
    }

    private void Erase()
    {
        if (_hasLine)
        {
            error.Write("\r\e[K");
            _hasLine = false;
        }
    }

    private static string Mebibytes(long bytes) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{bytes / (1024.0 * 1024):0.0}");
}
