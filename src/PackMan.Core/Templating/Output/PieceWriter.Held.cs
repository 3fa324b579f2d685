using PackMan.Yaml;

namespace PackMan.Templating.Output;

/// <content>Plain scalars, held back until their last line is known.</content>
internal sealed partial class PieceWriter
{
    private void WritePlain(LineCells cells, OutputLine line, NodePlace place)
    {
        var (parts, end) = ScanPlain(cells, place.AllowsKey, inFlow: false);
        if (end == PlainEnd.Key)
        {
            var (written, read) = ScalarWriter.Key(parts, inFlow: false);
            line.Mark(parts.Writers, isKey: true);
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
            // Behind the `- ` of an item the line stays.
            line.TrimEnd();
            line.IsDropped = cells.IsEnd && line.Text.Length == 0;
            WriteComment(cells, line.Append(line.Text.Length == 0 ? new string(' ', place.Column) : " "), "");
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
            throw OutputErrors.Among(held.KindName, "entries of a map", held.Parts.FirstItem.Place);
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
            throw OutputErrors.Among(held.KindName, new Level(among, column).CollectionName, held.Parts.FirstItem.Place);
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
            output.AddEmpty();
        }
    }
}
