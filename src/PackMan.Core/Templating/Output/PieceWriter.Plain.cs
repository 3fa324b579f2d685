namespace PackMan.Templating.Output;

/// <content>Finds the parts of plain scalars, and unpacks YAML text among them.</content>
internal sealed partial class PieceWriter
{
    private enum PlainEnd
    {
        Line,
        Key,
        Comment,
        Flow,
    }

    /// <summary>
    /// Unpacks YAML text of one line at the start of a node, and queues the further lines of a scalar that has several. False when
    /// the node is a block collection.
    /// </summary>
    private bool TryUnpack(LineCells cells, NodePlace place)
    {
        while (!cells.IsEnd && cells.Current.Piece is YamlTextPiece piece)
        {
            var text = piece.Text;
            if (text.IsEmpty)
            {
                cells.Take();
                cells.TakeBlanks();
                continue;
            }

            if (cells.IsLastContent(inFlow: false))
            {
                if (YamlTextKind.Of(text) is not null)
                {
                    return false;
                }

                UnpackLines(cells, text, place);
                continue;
            }

            if (text.Lines.Length > 1)
            {
                throw OutputErrors.SeveralLines(text, piece.Place);
            }

            cells.Unpack();
        }

        return true;
    }

    private void UnpackLines(LineCells cells, YamlText text, NodePlace place)
    {
        var itemPlace = cells.Take().Place;
        if (text.Lines.Length > 1)
        {
            var rest = cells.TakeRest();
            var further = text.Lines.Skip(1).Select(line => LineCells.CellsOf(line)).ToList();
            if (rest.Exists(cell => !cell.IsBlank))
            {
                further[^1].AddRange(rest);
            }

            var column = place.Position == NodePosition.AfterDash ? place.Column : place.ContentColumn;
            Replay(further, column, column, itemPlace, null);
        }

        cells.Push(LineCells.CellsOf(text.Lines[0]));
    }

    private static (ScalarParts Parts, PlainEnd End) ScanPlain(LineCells cells, bool allowsKey, bool inFlow)
    {
        var parts = new ScalarParts();
        while (!cells.IsEnd)
        {
            var cell = cells.Current;
            if (cell.Piece is YamlTextPiece text)
            {
                ScanYamlText(cells, parts, text, inFlow);
                continue;
            }

            if (!cell.IsItem)
            {
                if (cell.Char == ':' && allowsKey && (inFlow ? SeparatesInFlow(cells) : cells.Separates(1)))
                {
                    return (parts, PlainEnd.Key);
                }

                if (cell.Char == '#' && parts.EndsWithBlank)
                {
                    return (parts, PlainEnd.Comment);
                }

                if (inFlow && cell.Char is ',' or '[' or ']' or '{' or '}')
                {
                    return (parts, PlainEnd.Flow);
                }
            }

            parts.Add(cells.Take());
        }

        return (parts, PlainEnd.Line);
    }

    private static void ScanYamlText(LineCells cells, ScalarParts parts, YamlTextPiece piece, bool inFlow)
    {
        if (piece.Text.IsEmpty)
        {
            cells.Take();
            return;
        }

        var isWhole = parts.IsEmpty && cells.IsLastContent(inFlow);
        var isBlock = isWhole && YamlTextKind.Of(piece.Text) is not null;
        if (isBlock && inFlow)
        {
            throw OutputErrors.BlockInFlow(piece.Place);
        }

        if (isBlock)
        {
            parts.Add(cells.Take());
        }
        else if (piece.Text.Lines.Length > 1)
        {
            throw OutputErrors.SeveralLines(piece.Text, piece.Place);
        }
        else
        {
            cells.Unpack();
        }
    }
}
