using PackMan.Templating.Sources;

namespace PackMan.Templating.Output;

/// <content>Lines of block structure: indentation, markers, comments, items, keys and the nodes behind them.</content>
internal sealed partial class PieceWriter
{
    private void WriteLine(LineCells cells)
    {
        var inPlace = _inPlace;
        _inPlace = null;
        var lead = cells.TakeBlanks();
        var column = (inPlace?.Column ?? 0) + lead.Length;
        if (cells.IsEnd)
        {
            WriteBlankLine(cells);
            return;
        }

        if (column == 0 && TryWriteMarker(cells))
        {
            return;
        }

        if (cells.Is('#'))
        {
            FlushHeld();
            BeginLine(inPlace, cells, lead).Append(CommentText.Take(cells));
            return;
        }

        if (_held is { } held && column > held.Place.ParentColumn && TryContinue(held, ref cells, lead, column))
        {
            return;
        }

        FlushHeld();
        CloseLevels(column);
        if (TryWriteAlone(cells, column))
        {
            inPlace?.Line.TrimEnd();
        }
        else
        {
            WriteEntry(cells, BeginLine(inPlace, cells, lead), new NodePlace(NodePosition.LineStart, column, ParentOf(column)));
        }
    }

    private void WriteBlankLine(LineCells cells)
    {
        if (cells.HadItems)
        {
            return;
        }

        if (_held is null)
        {
            output.AddEmpty();
        }
        else
        {
            _held.AddBlankLine();
        }
    }

    private OutputLine BeginLine((OutputLine Line, int Column)? inPlace, LineCells cells, string lead)
    {
        _hasContent = true;
        return (inPlace?.Line ?? output.Add(cells.PlaceHere)).Append(lead);
    }

    /// <summary>`---`, `...` and directives.</summary>
    private bool TryWriteMarker(LineCells cells)
    {
        if (cells.Is('%') && !_hasContent)
        {
            WriteRaw(cells, output.Add(cells.PlaceHere), OutputErrors.InDirective);
            return true;
        }

        var mark = cells.Current.Char;
        if (!(cells.Is('-') || cells.Is('.')) || !cells.Has(2) || !cells.At(1).Is(mark) || !cells.At(2).Is(mark) || !cells.IsBlankOrEnd(3))
        {
            return false;
        }

        FlushHeld();
        EndDocument();
        var line = output.Add(cells.PlaceHere).Append(new string(mark, 3));
        for (var i = 0; i < 3; i++)
        {
            cells.Take();
        }

        _hasContent = mark == '-';
        WriteValue(cells, line, new NodePlace(NodePosition.Document, 0, -1));
        return true;
    }

    /// <summary>An entry of a collection, or a node that is no entry.</summary>
    private void WriteEntry(LineCells cells, OutputLine line, NodePlace place)
    {
        while (cells.Is('-') && cells.IsBlankOrEnd(1))
        {
            var level = Open(LevelKind.List, place.Column, cells.Current.Place);
            level.BeginEntry("-");
            line.Append(cells.Take().Char);
            var blanks = cells.TakeBlanks();
            if (cells.IsEnd || (cells.Is('#') && blanks.Length > 0))
            {
                WriteComment(cells, line, blanks);
                return;
            }

            line.Append(blanks);
            place = new NodePlace(NodePosition.AfterDash, place.Column + 1 + blanks.Length, place.Column);
        }

        if (place.Position == NodePosition.LineStart && cells.Is('-') && cells.Has(1) && cells.At(1).IsItem)
        {
            throw OutputErrors.BlankAfter("-", cells.At(1).Place);
        }

        WriteNode(cells, line, place);
    }

    /// <summary>What stands behind `key:` or `---`: blanks, then a comment, a node, or nothing.</summary>
    private void WriteValue(LineCells cells, OutputLine line, NodePlace place)
    {
        var blanks = cells.TakeBlanks();
        if (cells.IsEnd || (cells.Is('#') && blanks.Length > 0))
        {
            WriteComment(cells, line, blanks);
            return;
        }

        line.Append(blanks.Length > 0 ? blanks : " ");
        WriteNode(cells, line, place);
    }

    private void WriteNode(LineCells cells, OutputLine line, NodePlace place)
    {
        while (true)
        {
            if (!TryUnpack(cells, place))
            {
                WritePlain(cells, line, place);
                return;
            }

            if (!(cells.Is('!') || cells.Is('&')))
            {
                break;
            }

            WriteName(cells, line, inFlow: false);
            var blanks = cells.TakeBlanks();
            if (cells.IsEnd || (cells.Is('#') && blanks.Length > 0))
            {
                WriteComment(cells, line, blanks);
                return;
            }

            line.Append(blanks);
            place = place with { HasProperties = true };
        }

        WriteUnpacked(cells, line, place);
    }

    private void WriteUnpacked(LineCells cells, OutputLine line, NodePlace place)
    {
        if (cells.IsEnd)
        {
            line.TrimEnd();
        }
        else if (cells.Is('"') || cells.Is('\''))
        {
            BeginQuotes(cells, line, place);
        }
        else if (cells.Is('[') || cells.Is('{'))
        {
            BeginFlow(cells, line, place);
        }
        else if (cells.Is('|') || cells.Is('>'))
        {
            BeginBlock(cells, line, place);
        }
        else if (cells.Is('*'))
        {
            WriteName(cells, line, inFlow: false);
            Top.Fill();
            WriteTrailing(cells, line);
        }
        else if (place.AllowsKey && cells.IsBlankOrEnd(1) && (cells.Is('?') || cells.Is(':')))
        {
            WriteExplicit(cells, line, place);
        }
        else
        {
            WritePlain(cells, line, place);
        }
    }

    /// <summary>`? key` and `: value`: rare, and written as they are; the node behind them is decided like any other.</summary>
    private void WriteExplicit(LineCells cells, OutputLine line, NodePlace place)
    {
        var level = Open(LevelKind.Map, place.Column, cells.Current.Place);
        if (cells.Is('?'))
        {
            level.BeginExplicitKey();
        }
        else
        {
            level.BeginEntry("?");
        }

        line.Append(cells.Take().Char);
        var blanks = cells.TakeBlanks();
        if (cells.IsEnd || (cells.Is('#') && blanks.Length > 0))
        {
            WriteComment(cells, line, blanks);
            return;
        }

        WriteEntry(cells, line.Append(blanks), new NodePlace(NodePosition.AfterDash, place.Column + 1 + blanks.Length, place.Column));
    }

    private void WriteKey(LineCells cells, OutputLine line, NodePlace place, string written, string read, Place start)
    {
        var level = Open(LevelKind.Map, place.Column, start);
        level.AddKey(read, start);
        level.BeginEntry(read);
        line.Append(written).Append(cells.Take().Char);
        WriteValue(cells, line, new NodePlace(NodePosition.AfterKey, 0, place.Column));
    }
}
