using PackMan.Templating.Sources;

namespace PackMan.Templating.Output;

/// <content>What is written as the template has it: names, comments, and what follows a finished node.</content>
internal sealed partial class PieceWriter
{
    /// <summary>Names of tags, anchors and aliases never come from values.</summary>
    private static void WriteName(LineCells cells, OutputLine line, bool inFlow)
    {
        while (!cells.IsEnd && !cells.Current.IsBlank && !(inFlow && cells.Current.Char is ',' or '[' or ']' or '{' or '}'))
        {
            var cell = cells.Take();
            if (cell.IsItem)
            {
                throw OutputErrors.InName(cell.Place);
            }

            line.Append(cell.Char);
        }
    }

    /// <summary>What follows a finished node: blanks and a comment; anything else is the template's own mistake.</summary>
    private static void WriteTrailing(LineCells cells, OutputLine line)
    {
        var blanks = cells.TakeBlanks();
        if (cells.IsEnd || (cells.Is('#') && blanks.Length > 0))
        {
            WriteComment(cells, line, blanks);
        }
        else
        {
            WriteRaw(cells, line.Append(blanks), OutputErrors.AfterNode);
        }
    }

    private static void WriteComment(LineCells cells, OutputLine line, string blanks)
    {
        if (cells.IsEnd)
        {
            line.TrimEnd();
            return;
        }

        line.Append(blanks).Append(CommentText.Take(cells));
    }

    private static void WriteRaw(LineCells cells, OutputLine line, Func<Place, TemplateException> error)
    {
        while (!cells.IsEnd)
        {
            var cell = cells.Take();
            line.Append(cell.IsItem ? throw error(cell.Place) : cell.Char);
        }

        line.TrimEnd();
    }
}
