using System.Text;
using PackMan.Templating.Sources;
using PackMan.Yaml;

namespace PackMan.Templating.Output;

/// <summary>
/// The content of a `|` or `>` scalar: text and values as they are, further lines of a value under the blanks of the line it
/// stands on. The header gets an indentation indicator when a value's own blanks would mislead readers; where not even that helps,
/// quotes take the place of the block.
/// </summary>
internal sealed class BlockScalar(OutputLines output, OutputLine header, int indicatorAt, int parentColumn, string? label)
{
    private const int MaxIndicator = 9;

    private bool _hasLines;
    private bool _hasOutput;
    private int? _contentColumn = ExplicitColumn(header, indicatorAt, parentColumn);

    // Values that left their lines empty keep readers from seeing the column.
    private bool _lacksIndicator;

    // The content since a value began it with a line of blanks, which our parser does not take in any block.
    private List<string>? _quoted;

    /// <summary>Takes a line if it belongs to the scalar.</summary>
    public bool TryTake(LineCells cells)
    {
        var lead = 0;
        while (cells.Has(lead) && cells.At(lead).Is(' '))
        {
            lead++;
        }

        if (!cells.Has(lead))
        {
            // Blanks that a function wrote behind the content's column are content; those of a template are left-overs.
            var isContent = lead > _contentColumn && cells.At(lead - 1).Piece is TextPiece { IsSource: false };
            Add(cells.PlaceHere, isContent ? new string(' ', lead - _contentColumn!.Value) : "");
            return true;
        }

        var first = cells.At(lead);
        if (lead <= parentColumn || lead < _contentColumn || IsMarker(cells))
        {
            if (parentColumn < 0 && ((_contentColumn ?? 0) == 0 || _lacksIndicator))
            {
                // YamlDotNet takes the marker for one more line of the text.
                throw OutputErrors.BlockIndentation(label, first.Place);
            }

            // Between the key and the content a reader ends the scalar, and a value could become a comment there.
            return first.IsItem && (!_hasLines || lead > parentColumn) ? throw OutputErrors.BlockIndentation(label, first.Place) : false;
        }

        for (var i = 0; i < lead; i++)
        {
            cells.Take();
        }

        var line = new ContentLine(this, lead, first.Place);
        while (!cells.IsEnd)
        {
            var cell = cells.Take();
            line.Append(cell.IsItem && (_contentColumn ?? lead) == 0 ? throw OutputErrors.BlockIndentation(label, cell.Place) : cell, lead);
        }

        line.End();
        _hasLines = true;
        return true;
    }

    /// <summary>Says that no more lines will come.</summary>
    /// <param name="isClosed">Whether the last line has a line end.</param>
    public void End(bool isClosed = true)
    {
        if (_quoted is null)
        {
            return;
        }

        var length = 1;
        while (indicatorAt - 1 + length < header.Text.Length && header.Text[indicatorAt - 1 + length] is not (' ' or '\t'))
        {
            length++;
        }

        var style = header.Text.ToString(indicatorAt - 1, length);
        header.Text.Remove(indicatorAt - 1, length).Insert(indicatorAt - 1, ScalarText.DoubleQuote(BlockText.Read(_quoted, style, isClosed)));
    }

    // The header is where the scalar begins; it was made before anything was known of the content.
    private void Collect(Cell cell)
    {
        if (cell.Piece is not YamlTextPiece && cell.Piece.Place.Writing is { } writing && header.Marks?.Exists(mark => mark.Place.Writing == writing) != true)
        {
            header.Mark(indicatorAt - 1, cell.Place);
        }
    }

    private bool IsMarker(LineCells cells) => parentColumn < 0
        && ((cells.Is('-') && cells.Has(2) && cells.At(1).Is('-') && cells.At(2).Is('-')) || (cells.Is('.') && cells.Has(2) && cells.At(1).Is('.') && cells.At(2).Is('.')))
        && cells.IsBlankOrEnd(3);

    private void Write(string content, int lead, Place place, bool beginsAtValue, bool isFromValue)
    {
        if (content.Length == 0)
        {
            if (isFromValue && _contentColumn is null)
            {
                (_contentColumn, _lacksIndicator) = (lead, true);
            }

            Add(place, "");
            return;
        }

        if (!_hasOutput && content.AsSpan().Trim(' ').IsEmpty)
        {
            _quoted = [];
        }
        else if (_quoted is null && (_lacksIndicator || (_contentColumn is null && beginsAtValue && content[0] is ' ' or '\t')))
        {
            InsertIndicator((_contentColumn ?? lead) - Math.Max(parentColumn, 0), place);
            _lacksIndicator = false;
        }

        _contentColumn ??= lead;
        Add(place, new string(' ', lead - _contentColumn.Value) + content);
    }

    /// <summary>A line of content, counted from the content's column.</summary>
    private void Add(Place? place, string content)
    {
        _hasOutput = true;
        if (_quoted is null)
        {
            output.Add(place, _contentColumn ?? 0, content);
            return;
        }

        output.Charge(place, content.Length + 1L);
        _quoted.Add(content);
    }

    private void InsertIndicator(int indicator, Place place)
    {
        if (indicator is < 1 or > MaxIndicator)
        {
            throw OutputErrors.BlockIndentation(label, place);
        }

        header.Text.Insert(indicatorAt, (char)('0' + indicator));
    }

    private static int? ExplicitColumn(OutputLine header, int indicatorAt, int parentColumn)
    {
        for (var i = indicatorAt; i < header.Text.Length && header.Text[i] is not (' ' or '\t'); i++)
        {
            if (char.IsAsciiDigit(header.Text[i]))
            {
                return Math.Max(parentColumn, 0) + header.Text[i] - '0';
            }
        }

        return null;
    }

    /// <summary>A line being put together; values may end it and begin further ones.</summary>
    private sealed class ContentLine(BlockScalar scalar, int lead, Place place)
    {
        private readonly StringBuilder _content = new();
        private Place _place = place;
        private bool _startsWithValue;

        // An empty value ends the blanks of the template as any other does: what follows it is content, blanks included.
        private bool _beginsAtValue;
        private bool _hasValue;
        private readonly int _lead = lead;

        public void Append(Cell cell, int indentation)
        {
            scalar.Collect(cell);
            if (!cell.IsItem)
            {
                _content.Append(cell.Char);
                return;
            }

            _hasValue = true;
            _beginsAtValue |= _content.Length == 0;
            switch (cell.Piece)
            {
                case ValuePiece { Value: YamlMap or YamlList } value:
                    throw OutputErrors.InBlockScalar(value.Value, value.Place);
                case YamlTextPiece text:
                    AppendYamlText(text.Text, indentation);
                    break;
                default:
                    AppendValue(ScalarWriter.ScalarText(cell.Piece), cell.Place, indentation);
                    break;
            }
        }

        public void End()
        {
            var content = _content.ToString();
            var isBlank = string.IsNullOrWhiteSpace(content) && !_startsWithValue && content.All(character => character is ' ');
            scalar.Write(isBlank ? "" : content, _lead, _place, _beginsAtValue, _hasValue);
            _content.Clear();
        }

        private void AppendYamlText(YamlText text, int indentation)
        {
            for (var i = 0; i < text.Lines.Length; i++)
            {
                var cells = LineCells.Of(text.Lines[i], isClosed: true);
                if (i > 0)
                {
                    Break(indentation, cells.PlaceHere ?? _place);
                }

                var own = cells.TakeBlanks();
                _content.Append(own);
                while (!cells.IsEnd)
                {
                    Append(cells.Take(), indentation + own.Length);
                }
            }
        }

        private void AppendValue(string text, Place valuePlace, int indentation)
        {
            var lines = text.Replace("\r\n", "\n", StringComparison.Ordinal).Split('\n');
            for (var i = 0; i < lines.Length; i++)
            {
                if (i > 0)
                {
                    Break(indentation, valuePlace);
                }

                Check(lines[i], valuePlace);
                _startsWithValue |= _content.Length == 0 && lines[i].Length > 0;
                _content.Append(lines[i]);
            }
        }

        private void Break(int indentation, Place next)
        {
            End();
            _content.Append(' ', indentation - _lead);
            (_place, _startsWithValue, _beginsAtValue, _hasValue) = (next, false, false, true);
        }

        private static void Check(string line, Place valuePlace)
        {
            var rest = line.AsSpan();
            for (var bad = ScalarText.FirstUnprintable(rest); bad >= 0; bad = ScalarText.FirstUnprintable(rest))
            {
                if (rest[bad] != '\t')
                {
                    throw OutputErrors.Unprintable(rest[bad], valuePlace);
                }

                rest = rest[(bad + 1)..];
            }
        }
    }
}
