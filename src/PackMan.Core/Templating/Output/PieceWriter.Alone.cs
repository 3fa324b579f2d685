using PackMan.Templating.Sources;
using PackMan.Yaml;

namespace PackMan.Templating.Output;

/// <content>Expressions alone on their line: their entries join the collection that is open at their column.</content>
internal sealed partial class PieceWriter
{
    /// <summary>Writes collections and nothing; scalars are left to be held like other scalars.</summary>
    private bool TryWriteAlone(LineCells cells, int column)
    {
        if (!cells.Current.IsItem || !cells.IsLastContent(inFlow: false))
        {
            return false;
        }

        switch (cells.Current.Piece)
        {
            case ValuePiece { Value: YamlNull }:
                WriteCommentAbove(cells, column);
                return true;
            case ValuePiece { Value: YamlMap map } piece:
                JoinMap(map, WriteCommentAbove(cells, column), column, piece.Place);
                return true;
            case ValuePiece { Value: YamlList list } piece:
                JoinList(list, WriteCommentAbove(cells, column), column, piece.Place);
                return true;
            case YamlTextPiece piece when YamlTextKind.Of(piece.Text) is { } kind:
                JoinText(piece, kind, cells, column);
                return true;
            case YamlTextPiece:
                return false;
            default:
                CheckScalarAlone(cells.Current.Piece, column);
                return false;
        }
    }

    /// <summary>Moves the comment behind an expression to a line of its own and gives the place where it stood.</summary>
    private Place WriteCommentAbove(LineCells cells, int column)
    {
        var place = cells.Take().Place;
        cells.TakeBlanks();
        if (!cells.IsEnd)
        {
            output.Add(place, column, CommentText.Take(cells));
        }

        return place;
    }

    private void JoinMap(YamlMap map, Place at, int column, Place place)
    {
        var level = Join(LevelKind.Map, column, "map", place);
        if (map.Count == 0)
        {
            HoldEmpty(level, "{}", at, column);
            return;
        }

        foreach (var entry in map.Entries)
        {
            level.AddKey(entry.Key, place.Writing is null ? place : place with { Writing = place.Writing.Of(entry.Value) });
            level.BeginEntry(entry.Key);
        }

        WriteBlock(map, column, null, place);
        level.FillByValue(place);
    }

    private void JoinList(YamlList list, Place at, int column, Place place)
    {
        var level = Join(LevelKind.List, column, "list", place);
        if (list.Count == 0)
        {
            HoldEmpty(level, "[]", at, column);
            return;
        }

        level.BeginEntry("-");
        WriteBlock(list, column, null, place);
        level.FillByValue(place);
    }

    private void JoinText(YamlTextPiece piece, LevelKind kind, LineCells cells, int column)
    {
        var place = WriteCommentAbove(cells, column);
        CheckJoin(kind, column, place);
        Replay(piece.Text.Lines.Select(line => LineCells.CellsOf(line)), column, column, place, null);
    }

    // The lines themselves open or join the collection when they are replayed.
    private void CheckJoin(LevelKind kind, int column, Place place)
    {
        var kindName = kind == LevelKind.Map ? "map" : "list";
        if (Top.Column != column)
        {
            RequireSlot(column, kind, kindName, place);
        }
        else if (Top.Kind != kind && !IsBesideList(kind, column) && !(kind == LevelKind.List && Top is { Slot: SlotState.Empty, HasEntries: true }))
        {
            throw OutputErrors.Among(kindName, Top.CollectionName, place);
        }
    }

    /// <summary>An empty collection is written only if its place gets no other entries, which shows when the place ends.</summary>
    private void HoldEmpty(Level level, string text, Place place, int column)
    {
        if (!level.HasEntries && level.EmptyLine is null)
        {
            var line = output.Add(place, column, text);
            line.Mark(column, place);
            level.HoldEmpty(line, place);
        }
    }

    private void CheckScalarAlone(Piece item, int column)
    {
        var kindName = item is ValuePiece value ? value.Value.KindName : "string";
        if (Top.Kind != LevelKind.Document && Top.Column == column)
        {
            throw OutputErrors.Among(kindName, Top.CollectionName, item.Place);
        }

        RequireSlot(column, null, kindName, item.Place);
    }
}
