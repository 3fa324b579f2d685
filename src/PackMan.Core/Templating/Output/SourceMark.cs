using PackMan.Templating.Sources;

namespace PackMan.Templating.Output;

/// <summary>Where in an emitted line a scalar begins, and a place of a template that wrote it or a part of it.</summary>
/// <param name="Column">Counted from 0.</param>
/// <param name="IsKey">Whether it is the key of a map.</param>
internal readonly record struct SourceMark(int Column, Place Place, bool IsKey)
{
    /// <summary>Adds a place to those that wrote a scalar, once for each expression and for text.</summary>
    public static void Collect(ref List<Place>? writers, Cell cell)
    {
        if (cell.Piece.Place.Writing is not { } writing)
        {
            return;
        }

        if ((writers ??= []).TrueForAll(known => !ReferenceEquals(known.Writing, writing)))
        {
            writers.Add(cell.Place);
        }
    }
}
