using PackMan.Templating.Sources;

namespace PackMan.Templating.Output;

/// <summary>A character of template text, or a whole value: what the writer looks at, one by one.</summary>
/// <param name="Char">The character; NUL for a value.</param>
internal readonly record struct Cell(char Char, Piece Piece, int Index)
{
    public bool IsItem => Piece is not TextPiece;

    /// <summary>A blank of template text. Blanks in values separate nothing.</summary>
    public bool IsBlank => Char is ' ' or '\t' && !IsItem;

    public Place Place => Piece is TextPiece text ? text.PlaceAt(Index) : Piece.Place;

    public bool Is(char character) => Char == character && !IsItem;

    /// <summary>Appends the cells of a piece to a list.</summary>
    public static void AddTo(List<Cell> cells, Piece piece)
    {
        if (piece is not TextPiece text)
        {
            cells.Add(new Cell('\0', piece, 0));
            return;
        }

        var span = text.Span;
        for (var i = 0; i < span.Length; i++)
        {
            cells.Add(new Cell(span[i], text, i));
        }
    }
}
