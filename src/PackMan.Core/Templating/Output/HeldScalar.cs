using PackMan.Templating.Sources;

namespace PackMan.Templating.Output;

/// <summary>A plain scalar whose last line may not have come yet.</summary>
internal sealed class HeldScalar(OutputLine line, ScalarParts parts, Level level, NodePlace place)
{
    private int _blankLines;

    public OutputLine Line => line;

    public ScalarParts Parts => parts;

    /// <summary>The collection whose entry it fills.</summary>
    public Level Level => level;

    public NodePlace Place => place;

    /// <summary>The comment that ended it, with the blanks before it.</summary>
    public string Comment { get; set; } = "";

    public int BlankLines => _blankLines;

    /// <summary>What errors call it.</summary>
    public string KindName => parts.Whole() is ValuePiece value ? value.Value.KindName : "string";

    public Place Start => parts.Start ?? default;

    /// <summary>Whether it stands on lines of its own, where entries of a collection could stand.</summary>
    public bool IsAlone => place.Position == NodePosition.LineStart;

    public void AddBlankLine() => _blankLines++;

    public void AddLine(string indentation, ScalarParts next)
    {
        for (; _blankLines > 0; _blankLines--)
        {
            parts.AddBreak("");
        }

        parts.AddLine(indentation, next);
    }
}

/// <summary>Where in a line a node begins.</summary>
internal enum NodePosition
{
    LineStart,
    AfterDash,
    AfterKey,

    /// <summary>Behind `---`.</summary>
    Document,
}

/// <param name="Column">The column of the node's first character, where that means something.</param>
/// <param name="ParentColumn">The column of the collection that holds it; -1 for a document.</param>
/// <param name="HasProperties">Whether a tag or anchor stands before it.</param>
internal readonly record struct NodePlace(NodePosition Position, int Column, int ParentColumn, bool HasProperties = false)
{
    private const int Step = 2;

    /// <summary>Whether the node may turn out to be the key of a map.</summary>
    public bool AllowsKey => Position is NodePosition.LineStart or NodePosition.AfterDash;

    /// <summary>The column of lines below the node's own line that belong to it.</summary>
    public int ContentColumn => Position switch
    {
        NodePosition.LineStart => Column,
        NodePosition.Document => 0,
        _ => ParentColumn + Step,
    };
}
