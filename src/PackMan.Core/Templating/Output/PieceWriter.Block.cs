namespace PackMan.Templating.Output;

/// <content>Headers of block scalars.</content>
internal sealed partial class PieceWriter
{
    private void BeginBlock(LineCells cells, OutputLine line, NodePlace place)
    {
        line.Append(cells.Take().Char);
        var indicatorAt = line.Text.Length;
        while (!cells.IsEnd && !cells.Current.IsBlank)
        {
            var cell = cells.Take();
            line.Append(cell.IsItem ? throw OutputErrors.InHeader(cell.Place) : cell.Char);
        }

        var blanks = cells.TakeBlanks();
        if (cells.Is('#') && blanks.Length > 0)
        {
            WriteComment(cells, line, blanks);
        }
        else
        {
            WriteRaw(cells, line.Append(blanks), OutputErrors.InHeader);
        }

        Top.Fill();
        _block = new BlockScalar(output, line, indicatorAt, place.ParentColumn, place.ParentColumn < 0 ? null : Top.Label);
    }

    private void EndBlock(bool isClosed = true)
    {
        _block?.End(isClosed);
        _block = null;
    }
}
