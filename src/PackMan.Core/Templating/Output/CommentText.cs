using System.Text;
using PackMan.Yaml;

namespace PackMan.Templating.Output;

/// <summary>Comments: text as it is, values on one line, so that none of them can end the comment.</summary>
internal static class CommentText
{
    /// <summary>Takes the rest of a line.</summary>
    public static string Take(LineCells cells)
    {
        var output = new StringBuilder();
        while (!cells.IsEnd)
        {
            var cell = cells.Take();
            if (!cell.IsItem)
            {
                output.Append(cell.Char);
                continue;
            }

            if (cell.Piece is ValuePiece { Value: YamlMap or YamlList } value)
            {
                throw OutputErrors.InComment(value.Value, value.Place);
            }

            AppendOnOneLine(output, ScalarWriter.ScalarText(cell.Piece));
        }

        return output.ToString().TrimEnd(' ', '\t');
    }

    private static void AppendOnOneLine(StringBuilder output, ReadOnlySpan<char> text)
    {
        for (var bad = ScalarText.FirstUnprintable(text); bad >= 0; bad = ScalarText.FirstUnprintable(text))
        {
            output.Append(text[..bad]).Append(' ');
            text = text[bad..];
            while (!text.IsEmpty && ScalarText.FirstUnprintable(text[..1]) == 0 && !char.IsHighSurrogate(text[0]))
            {
                text = text[1..];
            }

            if (!text.IsEmpty && char.IsHighSurrogate(text[0]) && ScalarText.FirstUnprintable(text) == 0)
            {
                text = text[1..];
            }
        }

        output.Append(text);
    }
}
