using PackMan.Templating.Sources;

namespace PackMan.Templating.Output;

/// <content>The open collections and which of them a line belongs to.</content>
internal sealed partial class PieceWriter
{
    private int ParentOf(int column) => _levels.FindLast(level => level.Column < column)?.Column ?? -1;

    private void CloseLevels(int column)
    {
        while (Top.Column > column)
        {
            _levels.RemoveAt(_levels.Count - 1);
        }
    }

    private void EndDocument()
    {
        FlushHeld();
        _levels.Clear();
        _levels.Add(new Level(LevelKind.Document, -1));
    }

    private Level Push(LevelKind kind, int column)
    {
        Top.Fill();
        var level = new Level(kind, column);
        _levels.Add(level);
        return level;
    }

    /// <summary>The collection of template text at a column, opened if need be. Mistakes of the text itself are left to the reader.</summary>
    private Level Open(LevelKind kind, int column, Place place)
    {
        CloseLevels(column);
        if (IsBesideList(kind, column))
        {
            _levels.RemoveAt(_levels.Count - 1);
        }

        if (Top.Column != column)
        {
            CheckSlot(Top, column, kind, place);
            return Push(kind, column);
        }

        if (Top.Kind == kind)
        {
            return Top;
        }

        if (Top is { EmptyLine: not null, HasEntries: false } empty)
        {
            throw OutputErrors.Among(empty.Kind == LevelKind.Map ? "map" : "list", new Level(kind, column).CollectionName, empty.EmptyPlace);
        }

        return Push(kind, column);
    }

    /// <summary>The collection that a value on its own line joins.</summary>
    private Level Join(LevelKind kind, int column, string kindName, Place place)
    {
        if (IsBesideList(kind, column))
        {
            _levels.RemoveAt(_levels.Count - 1);
        }

        if (Top.Column == column)
        {
            var isListOfOpenKey = Top is { Kind: LevelKind.Map, Slot: SlotState.Empty, HasEntries: true } && kind == LevelKind.List;
            return Top.Kind == kind ? Top
                : isListOfOpenKey ? Push(kind, column)
                : throw OutputErrors.Among(kindName, Top.CollectionName, place);
        }

        RequireSlot(column, kind, kindName, place);
        return Push(kind, column);
    }

    /// <summary>Makes sure that the newest entry still waits for its value, when a value lands deeper than it.</summary>
    private void RequireSlot(int column, LevelKind? kind, string kindName, Place place)
    {
        CheckSlot(Top, column, kind, place);
        if (Top.Slot != SlotState.Empty)
        {
            throw OutputErrors.NoCollection(kindName, column, _levels, place);
        }
    }

    private static void CheckSlot(Level level, int column, LevelKind? kind, Place next)
    {
        if (level.Slot == SlotState.AloneScalar && level.SlotColumn == column && kind is { } among)
        {
            throw OutputErrors.Among(level.SlotKind, new Level(among, column).CollectionName, level.SlotPlace);
        }

        if (level.Slot is SlotState.Value or SlotState.AloneScalar)
        {
            throw OutputErrors.AlreadyFilled(level, level.SlotPlace, next);
        }
    }

    // `key:` and the list below it may share a column; then an entry of the map ends the list.
    private bool IsBesideList(LevelKind kind, int column) =>
        kind == LevelKind.Map && Top.Kind == LevelKind.List && Top.Column == column && _levels[^2] is { Kind: LevelKind.Map } map && map.Column == column;
}
