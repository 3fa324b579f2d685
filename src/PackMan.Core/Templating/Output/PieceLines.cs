namespace PackMan.Templating.Output;

/// <summary>Cuts a row of pieces at the line ends of its text.</summary>
internal static class PieceLines
{
    /// <summary>The lines without their ends; text that ends with a line end has no empty line after it.</summary>
    public static List<List<Piece>> Split(IEnumerable<Piece> pieces) => Split(pieces, out _);

    /// <param name="isClosed">Whether the last line has a line end.</param>
    public static List<List<Piece>> Split(IEnumerable<Piece> pieces, out bool isClosed)
    {
        var lines = new List<List<Piece>>();
        var line = new List<Piece>();
        var isOpen = false;
        foreach (var piece in pieces)
        {
            isOpen |= piece is not TextPiece { Length: 0 };
            if (piece is not TextPiece text)
            {
                line.Add(piece);
                continue;
            }

            var start = 0;
            for (var end = text.Span.IndexOf('\n'); end >= 0; end = text.Span[start..].IndexOf('\n') is >= 0 and var next ? start + next : -1)
            {
                AddText(line, text, start, end - start);
                lines.Add(line);
                line = [];
                start = end + 1;
                isOpen = start < text.Length;
            }

            AddText(line, text, start, text.Length - start);
        }

        if (isOpen)
        {
            lines.Add(line);
        }

        isClosed = !isOpen;
        return lines;
    }

    private static void AddText(List<Piece> line, TextPiece text, int start, int length)
    {
        if (length > 0)
        {
            line.Add(text.Slice(start, length));
        }
    }
}
