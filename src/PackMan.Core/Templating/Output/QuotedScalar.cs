using System.Text;
using PackMan.Templating.Sources;
using PackMan.Yaml;

namespace PackMan.Templating.Output;

/// <summary>A scalar that template text has put in quotes: values inside it are escaped for that quote.</summary>
internal sealed class QuotedScalar(char quote, OutputLine line)
{
    private readonly List<Part> _parts = [];
    private readonly StringBuilder _text = new();
    private List<Place>? _writers;
    private bool _isEscaping;
    private (bool[] AtStart, bool[] AtEnd)? _edges;
    private HashSet<int>? _markers;

    public bool IsMultiLine { get; private set; }

    public bool HasValues { get; private set; }

    private (bool[] AtStart, bool[] AtEnd) Edges => _edges ??= FindEdges();

    /// <summary>The parts that begin `---` or `...` at the start of a line with the help of a value: it ends a document even inside quotes.</summary>
    private HashSet<int> Markers => _markers ??= FindMarkers();

    /// <summary>Takes cells up to the closing quote; false when the line ends before it.</summary>
    public bool TakeUntilClosed(LineCells cells)
    {
        while (!cells.IsEnd)
        {
            var cell = cells.Take();
            SourceMark.Collect(ref _writers, cell);
            if (cell.IsItem)
            {
                AddValue(cell.Piece);
            }
            else if (quote == '"' ? IsDoubleEnd(cell.Char) : IsSingleEnd(cell.Char, cells))
            {
                EndText();
                return true;
            }
        }

        _isEscaping = false;
        return false;
    }

    public void AddBreak(string indentation)
    {
        EndText();
        IsMultiLine = true;
        _parts.Add(new Part(indentation, PartKind.Break));
    }

    /// <summary>Writes the scalar behind what its first line holds and returns its last line.</summary>
    public OutputLine Write(OutputLines output, bool isClosed = true)
    {
        EndText();
        var written = quote == '\'' && !NeedsDouble() ? '\'' : '"';
        line.Mark(_writers);
        line.Append(written);
        var current = line;
        for (var i = 0; i < _parts.Count; i++)
        {
            var part = _parts[i];
            switch (part.Kind)
            {
                case PartKind.Break:
                    current = output.Add(part.Place ?? line.Place).Append(part.Text);
                    break;
                case PartKind.Text:
                    var text = quote == written ? part.Text : ToDouble(part.Text);
                    current.Append(Markers.Contains(i) ? EscapedMark(text) + text[1..] : text);
                    break;
                default:
                    current.Append(written == '\'' ? part.Text.Replace("'", "''", StringComparison.Ordinal) : Escaped(i));
                    break;
            }
        }

        return isClosed ? current.Append(written) : current;
    }

    /// <summary>The string a reader gets; right for scalars of one line.</summary>
    public string Read()
    {
        EndText();
        return string.Concat(_parts.Select(part => part.Kind switch
        {
            PartKind.Text => quote == '\'' ? part.Text.Replace("''", "'", StringComparison.Ordinal) : DoubleQuotedText.Read(part.Text),
            PartKind.Value => part.Text,
            _ => " ",
        }));
    }

    private void AddValue(Piece item)
    {
        if (_isEscaping)
        {
            throw OutputErrors.InEscape(item.Place);
        }

        if (item is ValuePiece { Value: YamlMap or YamlList } value)
        {
            throw OutputErrors.InQuotes(value.Value, value.Place);
        }

        EndText();
        HasValues = true;
        _parts.Add(new Part(ScalarWriter.ScalarText(item), PartKind.Value, item.Place));
    }

    private bool IsDoubleEnd(char character)
    {
        if (!_isEscaping && character == '"')
        {
            return true;
        }

        _isEscaping = !_isEscaping && character == '\\';
        _text.Append(character);
        return false;
    }

    private bool IsSingleEnd(char character, LineCells cells)
    {
        if (character != '\'')
        {
            _text.Append(character);
            return false;
        }

        if (!cells.Is('\''))
        {
            return true;
        }

        cells.Take();
        _text.Append("''");
        return false;
    }

    private bool NeedsDouble()
    {
        if (Markers.Count > 0)
        {
            return true;
        }

        for (var i = 0; i < _parts.Count; i++)
        {
            if (_parts[i].Kind == PartKind.Value && (!ScalarText.IsPrintable(_parts[i].Text) || LeadingEdge(i) > 0 || TrailingEdge(i) > 0))
            {
                return true;
            }
        }

        return false;
    }

    private string Escaped(int index)
    {
        var part = _parts[index];
        return ScalarWriter.Guarded(part.Place!.Value, () =>
        {
            var (leading, trailing) = (LeadingEdge(index), TrailingEdge(index));
            var output = new StringBuilder();
            AppendBlanks(output, part.Text.AsSpan(0, leading));
            if (Markers.Contains(index))
            {
                output.Append(EscapedMark(part.Text));
                leading = 1;
            }

            var end = Math.Max(leading, part.Text.Length - trailing);
            ScalarText.AppendDoubleQuoted(output, part.Text.AsSpan(leading, end - leading));
            AppendBlanks(output, part.Text.AsSpan(end));
            return output.ToString();
        });
    }

    private static void AppendBlanks(StringBuilder output, ReadOnlySpan<char> blanks)
    {
        foreach (var blank in blanks)
        {
            output.Append(blank == '\t' ? "\\t" : "\\x20");
        }
    }

    /// <summary>How many blanks at the start of a value a reader would drop, because only blanks stand between them and a line end.</summary>
    private int LeadingEdge(int index)
    {
        var text = _parts[index].Text;
        return Edges.AtStart[index] ? text.Length - text.AsSpan().TrimStart(" \t").Length : 0;
    }

    private int TrailingEdge(int index)
    {
        var text = _parts[index].Text;
        return Edges.AtEnd[index] ? text.Length - text.AsSpan().TrimEnd(" \t").Length : 0;
    }

    /// <summary>For each part whether only blanks stand between it and the line end before or after it.</summary>
    private (bool[] AtStart, bool[] AtEnd) FindEdges()
    {
        var (atStart, atEnd) = (new bool[_parts.Count], new bool[_parts.Count]);
        var isEdge = false;
        for (var i = 0; i < _parts.Count; i++)
        {
            atStart[i] = isEdge;
            isEdge = _parts[i].Kind == PartKind.Break || (isEdge && IsBlank(_parts[i].Text));
        }

        isEdge = false;
        for (var i = _parts.Count - 1; i >= 0; i--)
        {
            atEnd[i] = isEdge;
            isEdge = _parts[i].Kind == PartKind.Break || (isEdge && IsBlank(_parts[i].Text));
        }

        return (atStart, atEnd);
    }

    private HashSet<int> FindMarkers()
    {
        var markers = new HashSet<int>();
        for (var i = 0; i < _parts.Count; i++)
        {
            if (_parts[i] is { Kind: PartKind.Break, Text: "" } && FindMarker(i + 1) is { } first)
            {
                markers.Add(first);
            }
        }

        return markers;
    }

    private int? FindMarker(int lineStart)
    {
        var (start, first, hasValue) = ("", lineStart, false);
        for (var i = lineStart; i < _parts.Count && _parts[i].Kind != PartKind.Break && start.Length < 3; i++)
        {
            first = start.Length == 0 ? i : first;
            start += _parts[i].Text[..Math.Min(3, _parts[i].Text.Length)];
            hasValue |= _parts[i].Kind == PartKind.Value;
        }

        return hasValue && (start.StartsWith("---", StringComparison.Ordinal) || start.StartsWith("...", StringComparison.Ordinal)) ? first : null;
    }

    private static string EscapedMark(string text) => text[0] == '-' ? "\\x2D" : "\\x2E";

    private static bool IsBlank(string text) => text.AsSpan().Trim(" \t").IsEmpty;

    private static string ToDouble(string single)
    {
        var output = new StringBuilder();
        foreach (var character in single.Replace("''", "'", StringComparison.Ordinal))
        {
            output.Append(character is '"' or '\\' ? "\\" : "").Append(character);
        }

        return output.ToString();
    }

    private void EndText()
    {
        if (_text.Length > 0)
        {
            _parts.Add(new Part(_text.ToString(), PartKind.Text));
            _text.Clear();
        }
    }

    private enum PartKind
    {
        Text,
        Value,
        Break,
    }

    private readonly record struct Part(string Text, PartKind Kind, Place? Place = null);
}
