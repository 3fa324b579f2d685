using System.Text;
using PackMan.Yaml;

namespace PackMan.Templating.Output;

/// <summary>
/// YAML text as the plain string that functions, quotes and comments see: scalars as they are, null as nothing, maps and lists
/// as block YAML at their place.
/// </summary>
internal static class PlainText
{
    private const int Step = 2;
    private const char Break = '\n';

    public static string Of(YamlText text) => string.Join('\n', text.Lines.Select(line => OfLine(line)));

    /// <summary>A row of pieces as text, as notes and `tpl` see it.</summary>
    public static string Of(IEnumerable<Piece> pieces)
    {
        var all = pieces as IReadOnlyCollection<Piece> ?? [.. pieces];
        var endsLine = all.LastOrDefault() is TextPiece { Length: > 0 } last && last.Span[^1] == '\n';
        return string.Join('\n', PieceLines.Split(all).Select(line => OfLine(line))) + (endsLine ? "\n" : "");
    }

    /// <summary>A scalar as it stands inside other text.</summary>
    public static string OfScalar(YamlNode scalar) => scalar switch
    {
        YamlString text => text.Value,
        YamlNull => "",
        _ => YamlWriter.Scalar(scalar),
    };

    private static string OfLine(IReadOnlyCollection<Piece> line)
    {
        var output = new StringBuilder();
        foreach (var piece in line)
        {
            switch (piece)
            {
                case TextPiece text:
                    output.Append(text.Span);
                    break;
                case QuotedPiece quoted:
                    output.Append(quoted.Written);
                    break;
                case YamlTextPiece yaml:
                    AppendIndented(output, Of(yaml.Text), LeadingBlanks(output));
                    break;
                case ValuePiece { Value: YamlMap or YamlList } value:
                    AppendCollection(output, value.Value);
                    break;
                case ValuePiece value:
                    output.Append(OfScalar(value.Value));
                    break;
            }
        }

        return output.ToString();
    }

    private static void AppendCollection(StringBuilder output, YamlNode collection)
    {
        if (collection is YamlMap { Count: 0 } or YamlList { Count: 0 })
        {
            output.Append(YamlWriter.WriteFlow(collection));
            return;
        }

        var written = output.ToString().TrimEnd(' ');
        if (written.EndsWith(':'))
        {
            output.Length = written.Length;
            var column = Column(written) + Step;
            output.Append('\n').Append(' ', column);
            AppendIndented(output, YamlWriter.Write(collection).TrimEnd('\n'), column);
        }
        else
        {
            AppendIndented(output, YamlWriter.Write(collection).TrimEnd('\n'), Column(output.ToString()));
        }
    }

    /// <summary>The column of the entry that a line ends with: behind its blanks and dashes.</summary>
    private static int Column(string line)
    {
        var column = 0;
        while (column < line.Length && (line[column] == ' ' || (line[column] == '-' && column + 1 < line.Length && line[column + 1] == ' ')))
        {
            column++;
        }

        return column;
    }

    private static void AppendIndented(StringBuilder output, string text, int column)
    {
        var isFirst = true;
        foreach (var line in text.Split(Break))
        {
            if (!isFirst)
            {
                output.Append('\n').Append(' ', line.Length == 0 ? 0 : column);
            }

            output.Append(line);
            isFirst = false;
        }
    }

    private static int LeadingBlanks(StringBuilder output)
    {
        var count = 0;
        while (count < output.Length && output[count] == ' ')
        {
            count++;
        }

        return count;
    }
}
