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
            if (!cells.HadItems)
            {
                output.Add(null, 0, "");
            }

            return;
        }

        if (flow.Pending is { } pending && !EndsPending(cells))
        {
            var (parts, end) = ScanPlain(cells, allowsKey: false, inFlow: true);
            pending.AddLine(lead, parts);
            if (end == PlainEnd.Line)
            {
                return;
            }

            WriteFlowScalar(flow, pending, end);
            flow.Pending = null;
            WriteFlowCells(flow, cells, isAfterQuote: false);
            return;
        }

        EndPending(flow);
        flow.Line = output.Add(cells.PlaceHere).Append(lead);
        WriteFlowCells(flow, cells, isAfterQuote: false);
    }

    private static bool EndsPending(LineCells cells) =>
        !cells.Current.IsItem && (cells.Current.Char is ',' or '[' or ']' or '{' or '}' or '#' || (cells.Is(':') && cells.Separates(1)));

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
            if (cells.Is('#') && (blanks.Length > 0 || flow.Line.Text.Length == 0))
            {
                flow.Line.Append(CommentText.Take(cells));
                return;
            }

            if (cells.Is(':') && (isAfterQuote || SeparatesInFlow(cells)))
            {
                flow.Line.Append(cells.Take().Char);
                isAfterQuote = false;
                continue;
            }

            if (isAfterQuote && cells.Current.IsItem)
            {
                throw OutputErrors.AfterQuote(cells.Current.Place);
            }

            isAfterQuote = false;
            if (!WriteFlowToken(flow, cells))
            {
                return;
            }

            if (flow.Depth == 0)
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
                flow.Depth++;
                flow.Line.Append(cells.Take().Char);
                return true;
            case ']' or '}':
                flow.Depth--;
                flow.Line.Append(cells.Take().Char);
                return true;
            case ',':
                flow.Line.Append(cells.Take().Char);
                return true;
            case '&' or '!' or '*':
                WriteName(cells, flow.Line, inFlow: true);
                return true;
            case '"' or '\'':
                var start = cells.Current.Place;
                ScanQuotes(new OpenQuotes(new QuotedScalar(cells.Take().Char, flow.Line), flow.Place, start, flow), cells);
                return false;
            default:
                return WriteFlowPlain(flow, cells);
        }
    }

    private static bool WriteFlowPlain(OpenFlow flow, LineCells cells)
    {
        if (cells.Current.Piece is YamlTextPiece { Text.Lines.Length: 1 } text && YamlTextKind.Of(text.Text) is null)
        {
            cells.Unpack();
            return true;
        }

        var (parts, end) = ScanPlain(cells, allowsKey: false, inFlow: true);
        if (end == PlainEnd.Line)
        {
            flow.Pending = parts;
            return false;
        }

        WriteFlowScalar(flow, parts, end);
        return true;
    }

    private static void WriteFlowScalar(OpenFlow flow, ScalarParts parts, PlainEnd end)
    {
        flow.Line.Mark(parts.Writers, isKey: end == PlainEnd.Key);
        if (end == PlainEnd.Key)
        {
            flow.Line.Append(ScalarWriter.Key(parts, inFlow: true).Written).Append(parts.TrailingBlanks);
        }
        else if (!parts.IsEmpty || parts.HasItems)
        {
            flow.Line.Append(FlowText(parts)).Append(parts.TrailingBlanks);
        }
    }

    private static string FlowText(ScalarParts parts)
    {
        if (!parts.HasItems)
        {
            return string.Join('\n', parts.Lines().Select(line => line.Indentation + line.Text));
        }

        return parts.Whole() is { } whole ? ScalarWriter.Whole(whole, inFlow: true) : ScalarWriter.Joined(parts, inFlow: true);
    }

    private static void EndPending(OpenFlow flow)
    {
        if (flow.Pending is { } pending)
        {
            WriteFlowScalar(flow, pending, PlainEnd.Line);
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

    /// <summary>A flow collection whose last bracket has not come yet.</summary>
    private sealed class OpenFlow(OutputLine line, NodePlace place)
    {
        public OutputLine Line { get; set; } = line;

        public NodePlace Place => place;

        public int Depth { get; set; }

        /// <summary>A plain scalar at the end of a line, which may go on.</summary>
        public ScalarParts? Pending { get; set; }
    }
}
