using System.Text;

namespace PackMan.Templating.Output;

/// <summary>What a reader makes of the lines of a block scalar.</summary>
internal static class BlockText
{
    /// <param name="lines">The lines of content without their indentation, at least one of them not empty.</param>
    /// <param name="header">`|` or `>` with its indicators.</param>
    /// <param name="isClosed">Whether the last line has a line end.</param>
    public static string Read(List<string> lines, string header, bool isClosed)
    {
        var last = lines.FindLastIndex(line => line.Length > 0);
        var text = header[0] == '>' ? Folded(lines[..(last + 1)]) : string.Join('\n', lines[..(last + 1)]);
        var breaks = lines.Count - last - (isClosed ? 0 : 1);
        return text + new string('\n', header.Contains('-', StringComparison.Ordinal) ? 0 : header.Contains('+', StringComparison.Ordinal) ? breaks : Math.Min(breaks, 1));
    }

    /// <summary>A line end between lines that begin with no blank becomes a blank; of several there, the first is dropped.</summary>
    private static string Folded(List<string> lines)
    {
        var text = new StringBuilder();
        var (previous, breaks) = (" ", 0);
        foreach (var line in lines)
        {
            if (line.Length > 0)
            {
                var isFolded = !StartsWithBlank(previous) && !StartsWithBlank(line);
                text.Append(isFolded && breaks == 1 ? " " : new string('\n', isFolded ? breaks - 1 : breaks)).Append(line);
                (previous, breaks) = (line, 0);
            }

            breaks++;
        }

        return text.ToString();
    }

    private static bool StartsWithBlank(string line) => line[0] is ' ' or '\t';
}
