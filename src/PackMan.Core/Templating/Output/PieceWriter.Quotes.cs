using PackMan.Templating.Sources;

namespace PackMan.Templating.Output;

/// <content>Scalars that template text puts in quotes, on one line or over several.</content>
internal sealed partial class PieceWriter
{
    private void BeginQuotes(LineCells cells, OutputLine line, NodePlace place)
    {
        var start = cells.Current.Place;
        var quotes = new OpenQuotes(new QuotedScalar(cells.Take().Char, line), place, start);
        ScanQuotes(quotes, cells);
    }

    private void ContinueQuotes(OpenQuotes quotes, LineCells cells)
    {
        var lead = cells.TakeBlanks();
        quotes.Scalar.AddBreak(lead);
        var isDeeper = cells.IsEnd || lead.Length > quotes.Place.ParentColumn;
        ScanQuotes(isDeeper ? quotes : quotes with { Outdented = quotes.Outdented ?? cells.Current.Place }, cells);
    }

    private void ScanQuotes(OpenQuotes quotes, LineCells cells)
    {
        if (!quotes.Scalar.TakeUntilClosed(cells))
        {
            _quotes = quotes;
            return;
        }

        _quotes = null;
        if (quotes is { Outdented: { } outdented, Scalar.HasValues: true })
        {
            // Readers take such lines behind `'` and not behind `"`, and which of them is written depends on the value.
            throw OutputErrors.QuotesNotIndented(outdented);
        }

        if (quotes.Flow is { } flow)
        {
            flow.Line = quotes.Scalar.Write(output);
            if (flow.ExpectsKey && !quotes.Scalar.IsMultiLine)
            {
                flow.AddKey(quotes.Scalar.Read(), quotes.Start);
            }

            flow.AddNode();
            WriteFlowCells(flow, cells, isAfterQuote: true);
            return;
        }

        EndQuoted(quotes, cells);
    }

    private void EndQuoted(OpenQuotes quotes, LineCells cells)
    {
        var line = quotes.Scalar.Write(output);
        var blanks = cells.TakeBlanks();
        if (quotes.Place.AllowsKey && !quotes.Scalar.IsMultiLine && cells.Is(':') && cells.Separates(1))
        {
            WriteKey(cells, line, quotes.Place, blanks, quotes.Scalar.Read(), quotes.Start);
            return;
        }

        if (!cells.IsEnd && !(cells.Is('#') && blanks.Length > 0))
        {
            throw OutputErrors.AfterQuote(cells.Current);
        }

        if (Top.ExpectsKey && !quotes.Scalar.IsMultiLine)
        {
            Top.AddKey(quotes.Scalar.Read(), quotes.Start);
        }

        Top.Fill();
        WriteComment(cells, line, blanks);
    }

    /// <summary>Writes quotes that the template never closes as far as they go; the reader will report them.</summary>
    private void EndQuotes()
    {
        _quotes?.Scalar.Write(output, isClosed: false);
        _quotes = null;
        EndFlow();
    }

    private sealed record OpenQuotes(QuotedScalar Scalar, NodePlace Place, Place Start)
    {
        /// <summary>The flow collection that it is part of.</summary>
        public OpenFlow? Flow { get; init; }

        /// <summary>The first of its lines that is not indented deeper than the collection around it.</summary>
        public Place? Outdented { get; init; }
    }
}
