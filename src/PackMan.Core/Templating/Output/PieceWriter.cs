using PackMan.Templating.Sources;

namespace PackMan.Templating.Output;

/// <summary>
/// Follows the lexical state of the YAML that is being written, line by line, and decides for every value by the place where it
/// lands. Structure comes from template text only; a value fills one scalar, one node, or entries of one open collection.
/// </summary>
internal sealed partial class PieceWriter(OutputLines output)
{
    private readonly Stack<QueueEntry> _queue = new();
    private readonly List<Level> _levels = [new Level(LevelKind.Document, -1)];
    private HeldScalar? _held;
    private BlockScalar? _block;
    private OpenQuotes? _quotes;
    private OpenFlow? _flow;
    private (OutputLine Line, int Column)? _inPlace;
    private bool _hasContent;

    /// <summary>How many cells were looked at, for the proof that writing is linear.</summary>
    public long Steps { get; private set; }

    private Level Top => _levels[^1];

    /// <summary>Writes all pieces; tells whether the last line is to be closed by a line end.</summary>
    public bool Write(IEnumerable<Piece> pieces, Action checkTime)
    {
        var lines = PieceLines.Split(pieces, out var isClosed);
        for (var i = lines.Count - 1; i >= 0; i--)
        {
            _queue.Push(new QueueEntry(LineCells.Of(lines[i], isClosed || i < lines.Count - 1), null, default));
        }

        while (_queue.TryPop(out var entry))
        {
            checkTime();
            Process(entry);
        }

        // A block scalar without a final line end reads otherwise than one with it, so text keeps what it had.
        var endsInBlock = _block is not null;
        EndBlock(isClosed);
        EndQuotes();
        EndDocument();
        return isClosed || !endsInBlock;
    }

    private void Process(QueueEntry entry)
    {
        if (entry.Cells is not { } cells)
        {
            EndReplay(entry.Level, entry.Place);
            return;
        }

        if (_quotes is { } quotes)
        {
            ContinueQuotes(quotes, cells);
        }
        else if (_flow is { } flow)
        {
            ContinueFlow(flow, cells);
        }
        else if (_block is null || !_block.TryTake(cells))
        {
            EndBlock();
            WriteLine(cells);
        }

        Steps += cells.Steps;
    }

    /// <summary>Queues the lines of YAML text, indented, before what is still to come.</summary>
    /// <param name="filled">The collection whose newest entry they fill; null when they go on with what is open.</param>
    private void Replay(IEnumerable<List<Cell>> lines, int firstColumn, int column, Place place, Level? filled)
    {
        _queue.Push(new QueueEntry(null, filled, place));
        var isFirst = true;
        var entries = new List<QueueEntry>();
        foreach (var line in lines)
        {
            var cells = LineCells.Of([], isClosed: true);
            cells.Push(line);
            var blanks = isFirst ? firstColumn : column;
            if (blanks > 0)
            {
                cells.Push(LineCells.CellsOf([TextPiece.Made(new string(' ', blanks), place)]));
            }

            entries.Add(new QueueEntry(cells, null, default));
            isFirst = false;
        }

        entries.Reverse();
        entries.ForEach(_queue.Push);
    }

    private void EndReplay(Level? level, Place place)
    {
        if (_block is not null)
        {
            // Empty lines of the template would become part of the text.
            EndBlock();
            output.EndValue();
        }

        if (level is null)
        {
            return;
        }

        EndQuotes();
        FlushHeld();
        output.EndValue();
        while (_levels.Contains(level) && Top != level)
        {
            _levels.RemoveAt(_levels.Count - 1);
        }

        level.FillByValue(place);
    }

    /// <summary>A line, or a marker that the replay of YAML text has ended.</summary>
    private readonly record struct QueueEntry(LineCells? Cells, Level? Level, Place Place);
}
