using PackMan.Templating.Sources;

namespace PackMan.Templating.Output;

/// <content>Scalars that template text puts in quotes, on one line or over several.</content>
internal sealed partial class PieceWriter
{
    private void BeginQuotes(LineCells cells, OutputLine line, NodePlace place)
    {
        var start = cells.Current.Place;
        var quotes = new OpenQuotes(new QuotedScalar(cells.Take().Char, line), place, start, null);
        ScanQuotes(quotes, cells);
    }

    private void ContinueQuotes(OpenQuotes quotes, LineCells cells)
    {
        quotes.Scalar.AddBreak(cells.TakeBlanks());
        ScanQuotes(quotes, cells);
    }

    private void ScanQuotes(OpenQuotes quotes, LineCells cells)
    {
        if (!quotes.Scalar.TakeUntilClosed(cells))
        {
            _quotes = quotes;
            return;
        }

        _quotes = null;
        if (quotes.Flow is { } flow)
        {
            flow.Line = quotes.Scalar.Write(output);
            WriteFlowCells(flow, cells, isAfterQuote: true);
            return;
        }

        EndQuoted(quotes, cells);
    }

    private void EndQuoted(OpenQuotes quotes, LineCells cells)
    {
        var line = quotes.Scalar.Write(output);
        var blanks = cells.TakeBlanks();
        if (!cells.IsEnd && cells.Current.IsItem)
        {
            throw OutputErrors.AfterQuote(cells.Current.Place);
        }

        if (quotes.Place.AllowsKey && !quotes.Scalar.IsMultiLine && cells.Is(':') && cells.Separates(1))
        {
            WriteKey(cells, line, quotes.Place, blanks, quotes.Scalar.Read(), quotes.Start);
            return;
        }

        Top.Fill();
        if (cells.IsEnd || (cells.Is('#') && blanks.Length > 0))
        {
            WriteComment(cells, line, blanks);
        }
        else
        {
            WriteRaw(cells, line.Append(blanks), OutputErrors.AfterQuote);
        }
    }

    /// <summary>Writes quotes that the template never closes as far as they go; the reader will report them.</summary>
    private void EndQuotes()
    {
        _quotes?.Scalar.Write(output, isClosed: false);
        _quotes = null;
        EndFlow();
    }

    private sealed record OpenQuotes(QuotedScalar Scalar, NodePlace Place, Place Start, OpenFlow? Flow);
}
