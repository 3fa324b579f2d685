using System.Text;
using PackMan.Templating.Sources;

namespace PackMan.Templating.Output;

/// <summary>A line of output that can still change: a header waits for its indicator, an empty map for its neighbours.</summary>
internal sealed class OutputLine(Place? place)
{
    public StringBuilder Text { get; } = new();

    public Place? Place { get; } = place;

    /// <summary>What wrote its scalars; null in ordinary renderings.</summary>
    public List<SourceMark>? Marks { get; private set; }

    /// <summary>A line that turned out to hold nothing.</summary>
    public bool IsDropped { get; set; }

    /// <summary>Whether a `#` would begin a comment here.</summary>
    public bool EndsWithBlank => Text.Length == 0 || Text[^1] is ' ' or '\t';

    public OutputLine Append(ReadOnlySpan<char> text)
    {
        Text.Append(text);
        return this;
    }

    public OutputLine Append(char character)
    {
        Text.Append(character);
        return this;
    }

    /// <summary>Notes who wrote the scalar that begins behind what the line holds now.</summary>
    public void Mark(List<Place>? writers, bool isKey = false) => writers?.ForEach(writer => Mark(Text.Length, writer, isKey));

    public void Mark(int column, Place writer, bool isKey = false)
    {
        if (writer.Writing is not null)
        {
            (Marks ??= []).Add(new SourceMark(column, writer, isKey));
        }
    }

    /// <summary>Drops blanks at the end, which mean nothing outside of quotes and block scalars.</summary>
    public void TrimEnd()
    {
        var length = Text.Length;
        while (length > 0 && Text[length - 1] is ' ' or '\t')
        {
            length--;
        }

        Text.Length = length;
    }
}
