using System.Text;
using PackMan.Templating.Sources;
using PackMan.Yaml;

namespace PackMan.Templating.Output;

/// <summary>The pieces of one plain scalar, over one or several lines, until it is known how it ends.</summary>
internal sealed class ScalarParts
{
    private readonly List<Part> _parts = [];
    private readonly StringBuilder _text = new();
    private readonly StringBuilder _blanks = new();
    private List<Place>? _writers;

    /// <summary>The first character of the scalar.</summary>
    public Place? Start { get; private set; }

    public bool IsEmpty => _parts.Count == 0 && _text.Length == 0;

    public bool HasItems { get; private set; }

    /// <summary>The places that wrote it; null in ordinary renderings.</summary>
    public List<Place>? Writers => _writers;

    /// <summary>The first value among the parts.</summary>
    public Piece FirstItem => _parts.First(part => part.Item is not null).Item!;

    /// <summary>A value with text `:` directly before it.</summary>
    public (string Before, Place Place)? ItemAfterColon { get; private set; }

    /// <summary>The blanks after the last part, which are not part of the scalar if it ends here.</summary>
    public string TrailingBlanks => _blanks.ToString();

    public bool EndsWithBlank => _blanks.Length > 0;

    public bool IsOnlyNulls => _text.Length == 0 && _parts.TrueForAll(part => part.Item is ValuePiece { Value: YamlNull });

    public bool HasBreaks => _parts.Exists(part => part.IsBreak);

    public void Add(Cell cell)
    {
        Start ??= cell.Place;
        if (cell.IsBlank)
        {
            _blanks.Append(cell.Char);
            return;
        }

        SourceMark.Collect(ref _writers, cell);
        _text.Append(_blanks);
        _blanks.Clear();
        if (!cell.IsItem)
        {
            _text.Append(cell.Char);
            return;
        }

        if (ItemAfterColon is null && _text.Length > 0 && _text[^1] == ':')
        {
            ItemAfterColon = (Shown(), cell.Place);
        }

        EndText();
        _parts.Add(new Part(null, cell.Piece, null));
        HasItems = true;
    }

    /// <summary>The scalar goes on in a further line.</summary>
    public void AddBreak(string indentation)
    {
        EndText();
        _blanks.Clear();
        _parts.Add(new Part(null, null, indentation));
    }

    /// <summary>Takes the parts of a continuation line.</summary>
    public void AddLine(string indentation, ScalarParts line)
    {
        AddBreak(indentation);
        line.EndText();
        _parts.AddRange(line._parts);
        HasItems |= line.HasItems;
        _writers?.AddRange(line._writers ?? []);
        _blanks.Clear().Append(line._blanks);
    }

    /// <summary>The one value that is all of the scalar; null when there is text or a second value.</summary>
    public Piece? Whole()
    {
        EndText();
        return _parts is [{ Item: { } item }] ? item : null;
    }

    /// <summary>The lines as they stand in the template, each with its indentation; null for the first one.</summary>
    public IEnumerable<(string? Indentation, string Text)> Lines()
    {
        EndText();
        string? indentation = null;
        var line = new StringBuilder();
        foreach (var part in _parts)
        {
            if (part.IsBreak)
            {
                yield return (indentation, line.ToString());
                indentation = part.Indentation;
                line.Clear();
                continue;
            }

            line.Append(part.Text ?? ScalarWriter.PartText(part.Item!));
        }

        yield return (indentation, line.ToString());
    }

    /// <summary>What a reader makes of the parts: line ends folded.</summary>
    public string Folded()
    {
        EndText();
        var folded = new StringBuilder();
        var breaks = 0;
        foreach (var part in _parts)
        {
            if (part.IsBreak)
            {
                breaks++;
                continue;
            }

            folded.Append(breaks == 1 ? " " : "").Append('\n', Math.Max(0, breaks - 1));
            breaks = 0;
            folded.Append(part.Text ?? ScalarWriter.PartText(part.Item!));
        }

        return folded.ToString();
    }

    /// <summary>Whether a value's own blank stands beside a line end, where a reader would drop it.</summary>
    public bool HasValueBlankAtBreak()
    {
        EndText();
        for (var i = 0; i < _parts.Count; i++)
        {
            if (_parts[i].Item is not { } item || ScalarWriter.PartText(item) is not { } text)
            {
                continue;
            }

            var atEnd = i + 1 < _parts.Count && _parts[i + 1].IsBreak && (text.Length == 0 || text[^1] == ' ');
            var atStart = i > 0 && _parts[i - 1].IsBreak && (text.Length == 0 || text[0] is ' ' or '#');
            if (atEnd || atStart)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether a line would read as the end of the document: only possible without indentation.</summary>
    public bool HasMarkerLine() => Lines().Any(line => line.Indentation is "" && IsMarker(line.Text));

    private static bool IsMarker(string line) =>
        line.StartsWith("---", StringComparison.Ordinal) || line.StartsWith("...", StringComparison.Ordinal);

    private string Shown() => string.Concat(_parts.Select(part => part.Text ?? (part.Item is null ? " " : ScalarWriter.ShownText(part.Item)))) + _text;

    private void EndText()
    {
        if (_text.Length > 0)
        {
            _parts.Add(new Part(_text.ToString(), null, null));
            _text.Clear();
        }
    }

    /// <summary>Text, a value, or a line end with the indentation of the next line.</summary>
    private readonly record struct Part(string? Text, Piece? Item, string? Indentation)
    {
        public bool IsBreak => Indentation is not null;
    }
}
