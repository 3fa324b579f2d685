using System.Collections.Immutable;
using System.Text;
using PackMan.Templating.Sources;

namespace PackMan.Templating.Output;

/// <summary>The lines written so far, within the output limit.</summary>
internal sealed class OutputLines(long limit)
{
    private readonly List<OutputLine> _lines = [];
    private long _written;
    private OutputLine? _lineEnds;

    public OutputLine Add(Place? place)
    {
        var line = new OutputLine(place);
        _lines.Add(line);
        return line;
    }

    public OutputLine Add(Place? place, int column, ReadOnlySpan<char> text)
    {
        Charge(place, column + text.Length + 1L);
        var line = Add(place);
        if (!text.IsEmpty)
        {
            line.Text.Append(' ', column).Append(text);
        }

        return line;
    }

    /// <summary>An empty line of the template. Behind a value that ends in several line ends a reader would take it for one more of them.</summary>
    public void AddEmpty()
    {
        if (_lineEnds is null || !ReferenceEquals(_lineEnds, _lines[^1]))
        {
            Add(null, 0, "");
        }
    }

    /// <summary>Says that the last line belongs to a value; an empty one is its line end.</summary>
    public void EndValue() => _lineEnds = _lines.Count > 0 && _lines[^1].Text.Length == 0 ? _lines[^1] : null;

    /// <summary>Counts what was written, so that values repeated in a loop cannot fill the memory.</summary>
    public void Charge(Place? place, long characters)
    {
        _written += characters;
        if (_written > limit)
        {
            throw new TemplateException($"The template writes more than {limit / 1024 / 1024} MiB", place?.ToFrame());
        }
    }

    public (string Text, SourceMap Lines) Finish(bool isClosed)
    {
        var text = new StringBuilder();
        var frames = ImmutableArray.CreateBuilder<CodeFrame>(_lines.Count);
        var marks = _lines.Exists(line => line.Marks is not null) ? ImmutableArray.CreateBuilder<ImmutableArray<SourceMark>>(_lines.Count) : null;
        var last = new Place?();
        foreach (var line in _lines.Where(line => !line.IsDropped))
        {
            text.Append(line.Text).Append('\n');
            last = line.Place ?? last;
            frames.Add(last?.ToFrame() ?? new CodeFrame("", 1, 1));
            marks?.Add([.. line.Marks ?? []]);
        }

        if (!isClosed && text.Length > 0)
        {
            text.Length--;
        }

        return (text.ToString(), new SourceMap(frames.DrainToImmutable()) { Marks = marks?.DrainToImmutable() ?? [] });
    }
}
