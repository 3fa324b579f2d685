using PackMan.Yaml;

namespace PackMan.Templating.Output;

/// <content>Plain scalars: found, held back until their last line is known, and decided.</content>
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
                if (cell.Char == ':' && (allowsKey || inFlow) && (cells.Separates(1) || (inFlow && cells.At(1).Char is ',' or '[' or ']' or '{' or '}')))
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

    private void WritePlain(LineCells cells, OutputLine line, NodePlace place)
    {
        var (parts, end) = ScanPlain(cells, place.AllowsKey, inFlow: false);
        if (end == PlainEnd.Key)
        {
            var (written, read) = ScalarWriter.Key(parts, inFlow: false);
            WriteKey(cells, line, place, written + parts.TrailingBlanks, read, parts.Start ?? cells.Current.Place);
            return;
        }

        if (parts.IsEmpty)
        {
            WriteComment(cells, line, parts.TrailingBlanks);
            return;
        }

        if (parts.Whole() is { } whole && (whole is YamlTextPiece or ValuePiece { Value: YamlMap or YamlList }))
        {
            WriteCollection(whole, line, TakeComment(cells, parts), place);
            return;
        }

        if (place.Position == NodePosition.LineStart && !CanStandAtLineStart(parts, line, cells, place))
        {
            return;
        }

        _held = new HeldScalar(line, parts, Top, place) { Comment = TakeComment(cells, parts) };
        if (_held.Comment.Length > 0)
        {
            FlushHeld();
        }
    }

    private bool CanStandAtLineStart(ScalarParts parts, OutputLine line, LineCells cells, NodePlace place)
    {
        if (parts.ItemAfterColon is { } glued)
        {
            throw OutputErrors.BlankAfter(glued.Before, glued.Place);
        }

        if (parts.IsOnlyNulls)
        {
            line.IsDropped = cells.IsEnd;
            WriteComment(cells, line, "");
            return false;
        }

        if (!parts.HasItems)
        {
            return true;
        }

        if (Top.Kind != LevelKind.Document && Top.Column == place.Column)
        {
            throw OutputErrors.Among("string", Top.CollectionName, parts.FirstItem.Place);
        }

        RequireSlot(place.Column, null, "string", parts.FirstItem.Place);
        return true;
    }

    private static string TakeComment(LineCells cells, ScalarParts parts) =>
        cells.IsEnd ? "" : parts.TrailingBlanks + CommentText.Take(cells);

    /// <summary>Goes on with a held scalar in a deeper line, unless the line is structure of its own.</summary>
    private bool TryContinue(HeldScalar held, ref LineCells cells, string lead, int column)
    {
        if (held.Place.ParentColumn >= 0 || held.IsAlone)
        {
            CheckAlone(held, cells, column);
        }

        if (cells.Current.Piece is ValuePiece { Value: YamlNull } && cells.IsLastContent(inFlow: false))
        {
            return TrySkipNull(held, cells);
        }

        var copy = cells.Copy();
        var (parts, end) = ScanPlain(cells, allowsKey: true, inFlow: false);
        if (end != PlainEnd.Key)
        {
            held.AddLine(lead, parts);
            held.Comment = TakeComment(cells, parts);
            if (held.Comment.Length > 0)
            {
                FlushHeld();
            }

            return true;
        }

        if (held.IsAlone && held.Place.Column == column && held.Parts.HasItems)
        {
            throw OutputErrors.Among("string", "entries of a map", held.Parts.FirstItem.Place);
        }

        if (held.Parts.HasItems)
        {
            throw OutputErrors.AlreadyFilled(held.Level, held.Parts.FirstItem.Place, parts.Start ?? cells.Current.Place);
        }

        cells = copy;
        return false;
    }

    private bool TrySkipNull(HeldScalar held, LineCells cells)
    {
        cells.Take();
        var blanks = cells.TakeBlanks();
        if (!cells.IsEnd)
        {
            held.Comment = blanks + CommentText.Take(cells);
            FlushHeld();
        }

        return true;
    }

    /// <summary>Collections and items cannot go on with a scalar.</summary>
    private static void CheckAlone(HeldScalar held, LineCells cells, int column)
    {
        var kind = KindOfAlone(cells);
        var isBeside = held.IsAlone && held.Place.Column == column && held.Parts.HasItems;
        if (isBeside && (kind ?? (cells.Is('-') && cells.IsBlankOrEnd(1) ? LevelKind.List : null)) is { } among)
        {
            throw OutputErrors.Among("string", new Level(among, column).CollectionName, held.Parts.FirstItem.Place);
        }

        if (kind is { } collection)
        {
            throw OutputErrors.ContinuesText(held.Start.Line, collection == LevelKind.Map ? "map" : "list", cells.Current.Place);
        }
    }

    private static LevelKind? KindOfAlone(LineCells cells) => !cells.Current.IsItem || !cells.IsLastContent(inFlow: false) ? null : cells.Current.Piece switch
    {
        ValuePiece { Value: YamlMap } => LevelKind.Map,
        ValuePiece { Value: YamlList } => LevelKind.List,
        YamlTextPiece text => YamlTextKind.Of(text.Text),
        _ => null,
    };

    private void FlushHeld()
    {
        if (_held is not { } held)
        {
            return;
        }

        _held = null;
        WriteScalar(held);
        for (var i = 0; i < held.BlankLines; i++)
        {
            output.Add(null, 0, "");
        }
    }
}
