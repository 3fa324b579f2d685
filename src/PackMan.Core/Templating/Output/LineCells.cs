using PackMan.Templating.Sources;

namespace PackMan.Templating.Output;

/// <summary>
/// The cells of one line, read from the front. YAML text of one line can be unpacked in place, which puts its cells in front of
/// what is left, so that reading a line stays linear in what it holds.
/// </summary>
internal sealed class LineCells
{
    // Reversed: the front of the line is the end of the list.
    private readonly List<Cell> _left;

    private LineCells(List<Cell> reversed, bool isClosed)
    {
        _left = reversed;
        IsClosed = isClosed;
    }

    /// <summary>Whether a line end follows.</summary>
    public bool IsClosed { get; }

    /// <summary>Whether an expression stood on the line, even one that gave nothing.</summary>
    public bool HadItems { get; private set; }

    /// <summary>How many cells were read or moved, for the proof that writing is linear.</summary>
    public long Steps { get; private set; }

    public bool IsEnd => _left.Count == 0;

    public Cell Current => _left[^1];

    public static LineCells Of(IEnumerable<Piece> pieces, bool isClosed)
    {
        var cells = new List<Cell>();
        foreach (var piece in pieces)
        {
            Cell.AddTo(cells, piece);
        }

        cells.Reverse();
        return new LineCells(cells, isClosed) { Steps = cells.Count };
    }

    public LineCells Copy() => new([.. _left], IsClosed) { HadItems = HadItems };

    public bool Has(int offset) => offset < _left.Count;

    public Cell At(int offset) => _left[^(offset + 1)];

    /// <summary>Whether the next cell is this character of template text.</summary>
    public bool Is(char character) => !IsEnd && Current.Is(character);

    /// <summary>Whether a blank of text or the line's end stands at an offset.</summary>
    public bool IsBlankOrEnd(int offset) => !Has(offset) || At(offset).IsBlank;

    /// <summary>Whether what stands at an offset separates a key's colon from its value: a blank, the end, or `nindent`.</summary>
    public bool Separates(int offset) => IsBlankOrEnd(offset) || At(offset).Piece is YamlTextPiece { Text.StartsOnNewLine: true };

    public Cell Take()
    {
        var cell = _left[^1];
        _left.RemoveAt(_left.Count - 1);
        HadItems |= cell.IsItem;
        Steps++;
        return cell;
    }

    /// <summary>Takes blanks of text, and YAML text that holds nothing.</summary>
    public string TakeBlanks()
    {
        if (IsEnd || !(Current.IsBlank || IsEmptyText(Current)))
        {
            return "";
        }

        var blanks = new System.Text.StringBuilder();
        while (!IsEnd && (Current.IsBlank || IsEmptyText(Current)))
        {
            var cell = Take();
            if (!cell.IsItem)
            {
                blanks.Append(cell.Char);
            }
        }

        return blanks.ToString();
    }

    /// <summary>Replaces the next cell, YAML text of one line, by what it holds.</summary>
    public void Unpack()
    {
        var text = ((YamlTextPiece)Take().Piece).Text;
        Push(text.Lines.IsEmpty ? [] : CellsOf(text.Lines[0]));
    }

    /// <summary>Puts cells in front of what is left.</summary>
    public void Push(List<Cell> cells)
    {
        Steps += cells.Count;
        for (var i = cells.Count - 1; i >= 0; i--)
        {
            _left.Add(cells[i]);
        }
    }

    /// <summary>Takes all that is left, in order.</summary>
    public List<Cell> TakeRest()
    {
        var rest = Enumerable.Reverse(_left).ToList();
        HadItems |= rest.Exists(cell => cell.IsItem);
        Steps += rest.Count;
        _left.Clear();
        return rest;
    }

    /// <summary>Whether nothing but blanks and perhaps a comment follows the next cell, so that it stands alone.</summary>
    public bool IsLastContent(bool inFlow)
    {
        var offset = 1;
        while (Has(offset) && (At(offset).IsBlank || IsEmptyText(At(offset))))
        {
            offset++;
        }

        return !Has(offset)
            || (At(offset).Is('#') && At(offset - 1).IsBlank)
            || (inFlow && (At(offset).Is(',') || At(offset).Is(']') || At(offset).Is('}')));
    }

    public Place? PlaceHere => IsEnd ? null : Current.Place;

    private static bool IsEmptyText(Cell cell) => cell.Piece is YamlTextPiece { Text.IsEmpty: true };

    public static List<Cell> CellsOf(IEnumerable<Piece> pieces)
    {
        var cells = new List<Cell>();
        foreach (var piece in pieces)
        {
            Cell.AddTo(cells, piece);
        }

        return cells;
    }
}
