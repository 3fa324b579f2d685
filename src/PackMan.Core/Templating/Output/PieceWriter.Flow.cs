using PackMan.Yaml;

namespace PackMan.Templating.Output;

/// <content>Flow collections, on one line or over several.</content>
internal sealed partial class PieceWriter
{
    private void BeginFlow(LineCells cells, OutputLine line, NodePlace place)
    {
        _flow = new OpenFlow(line, place);
        WriteFlowCells(_flow, cells, isAfterQuote: false);
    }

    private void ContinueFlow(OpenFlow flow, LineCells cells)
    {
        var lead = cells.TakeBlanks();
        if (cells.IsEnd)
        {
            if (flow.Pending is { } held && !cells.HadItems)
            {
                held.AddBreak("");
            }
            else if (!cells.HadItems)
            {
                output.Add(null, 0, "");
            }

            return;
        }

        if (flow.Pending is { } pending && !EndsPending(flow, cells))
        {
            var (parts, end) = ScanPlain(cells, flow.AllowsKey, inFlow: true);
            pending.AddLine(lead, parts);
            if (end == PlainEnd.Line)
            {
                return;
            }

            flow.Pending = null;
            EndFlowPlain(flow, cells, pending, end);
            WriteFlowCells(flow, cells, isAfterQuote: false);
            return;
        }

        EndPending(flow);
        flow.Line = output.Add(cells.PlaceHere).Append(lead);
        WriteFlowCells(flow, cells, isAfterQuote: false);
    }

    private static bool EndsPending(OpenFlow flow, LineCells cells) =>
        !cells.Current.IsItem && (cells.Current.Char is ',' or '[' or ']' or '{' or '}' or '#' || (cells.Is(':') && flow.AllowsKey && cells.Separates(1)));

    /// <summary>Whether the colon here ends a key.</summary>
    private static bool SeparatesInFlow(LineCells cells) =>
        cells.Separates(1) || (!cells.At(1).IsItem && cells.At(1).Char is ',' or '[' or ']' or '{' or '}');

    private void WriteFlowCells(OpenFlow flow, LineCells cells, bool isAfterQuote)
    {
        while (!cells.IsEnd)
        {
            var blanks = cells.TakeBlanks();
            if (cells.IsEnd)
            {
                break;
            }

            flow.Line.Append(blanks);
            if (cells.Is('#') && flow.Line.EndsWithBlank)
            {
                flow.Line.Append(CommentText.Take(cells));
                return;
            }

            if (cells.Is(':') && flow.AllowsKey && (isAfterQuote || SeparatesInFlow(cells)))
            {
                flow.EndKey(cells.Current.Place);
                flow.Line.Append(cells.Take().Char);
                isAfterQuote = false;
                continue;
            }

            if (isAfterQuote && (cells.Current.IsItem || cells.Current.Char is not (',' or ']' or '}')))
            {
                throw OutputErrors.AfterQuote(cells.Current);
            }

            isAfterQuote = false;
            if (!WriteFlowToken(flow, cells))
            {
                return;
            }

            if (flow.IsClosed)
            {
                _flow = null;
                Top.Fill();
                WriteTrailing(cells, flow.Line);
                return;
            }
        }

        flow.Line.TrimEnd();
    }

    /// <summary>Writes one indicator or scalar; false when it goes on in the next line.</summary>
    private bool WriteFlowToken(OpenFlow flow, LineCells cells)
    {
        switch (cells.Current.Char)
        {
            case '[' or '{':
                flow.Begin(isMap: cells.Is('{'));
                flow.Line.Append(cells.Take().Char);
                return true;
            case ']' or '}':
                flow.End();
                flow.Line.Append(cells.Take().Char);
                return true;
            case ',':
                flow.BeginEntry();
                flow.Line.Append(cells.Take().Char);
                return true;
            case '*':
                flow.AddNode();
                WriteName(cells, flow.Line, inFlow: true);
                return true;
            case '&' or '!':
                WriteName(cells, flow.Line, inFlow: true);
                return true;
            case '"' or '\'':
                var start = cells.Current.Place;
                ScanQuotes(new OpenQuotes(new QuotedScalar(cells.Take().Char, flow.Line), flow.Place, start) { Flow = flow }, cells);
                return false;
            default:
                return WriteFlowPlain(flow, cells);
        }
    }

    private bool WriteFlowPlain(OpenFlow flow, LineCells cells)
    {
        if (cells.Current.Piece is YamlTextPiece { Text.Lines.Length: 1 } text && YamlTextKind.Of(text.Text) is null)
        {
            cells.Unpack();
            return true;
        }

        var (parts, end) = ScanPlain(cells, flow.AllowsKey, inFlow: true);
        if (end == PlainEnd.Line)
        {
            flow.Pending = parts;
            return false;
        }

        EndFlowPlain(flow, cells, parts, end);
        return true;
    }

    /// <summary>A plain scalar, and the colon behind it if it is a key.</summary>
    private void EndFlowPlain(OpenFlow flow, LineCells cells, ScalarParts parts, PlainEnd end)
    {
        if (end != PlainEnd.Key)
        {
            WriteFlowScalar(flow, parts);
            return;
        }

        var (written, read) = ScalarWriter.Key(parts, inFlow: true);
        flow.Line.Mark(parts.Writers, isKey: true);
        flow.AddKey(read, parts.Start ?? cells.Current.Place);
        flow.EndKey(cells.Current.Place);
        flow.Line.Append(written).Append(parts.TrailingBlanks).Append(cells.Take().Char);
        if (parts.HasItems && !cells.IsBlankOrEnd(0))
        {
            // Before a bracket or comma some readers see the colon of a plain key as part of it, and that of a quoted one as its end.
            flow.Line.Append(' ');
        }
    }

    private void WriteFlowScalar(OpenFlow flow, ScalarParts parts)
    {
        flow.Line.Mark(parts.Writers, isKey: false);
        if (parts is { IsEmpty: true, HasItems: false })
        {
            return;
        }

        if (flow.ExpectsKey && ReadKey(parts) is { } key)
        {
            flow.AddKey(key, parts.Start ?? parts.FirstItem.Place);
        }

        flow.AddNode();
        if (parts.HasItems)
        {
            flow.Line.Append(parts.Whole() is { } whole ? ScalarWriter.Whole(whole, inFlow: true) : ScalarWriter.Joined(parts, inFlow: true));
        }
        else if (parts.Folded() is var text && text.StartsWith(':'))
        {
            flow.Line.Append(ScalarText.Quote(text));
        }
        else
        {
            WriteFlowLines(flow, parts);
        }

        flow.Line.Append(parts.TrailingBlanks);
    }

    /// <summary>The key that a scalar without a colon is in a map; null for what cannot be one.</summary>
    private static string? ReadKey(ScalarParts parts) => parts.Whole() switch
    {
        ValuePiece { Value: YamlMap or YamlList } or YamlTextPiece => null,
        ValuePiece { Value: YamlNull } => "null",
        QuotedPiece quoted => quoted.Content,
        _ => parts.Folded(),
    };

    private void WriteFlowLines(OpenFlow flow, ScalarParts parts)
    {
        foreach (var (indentation, text) in parts.Lines())
        {
            if (indentation is not null)
            {
                flow.Line = output.Add(parts.Start).Append(text.Length > 0 ? indentation : "");
            }

            flow.Line.Append(text);
        }
    }

    private void EndPending(OpenFlow flow)
    {
        if (flow.Pending is { } pending)
        {
            WriteFlowScalar(flow, pending);
            flow.Pending = null;
            flow.Line.TrimEnd();
        }
    }

    private void EndFlow()
    {
        if (_flow is { } flow)
        {
            EndPending(flow);
            _flow = null;
        }
    }
}
