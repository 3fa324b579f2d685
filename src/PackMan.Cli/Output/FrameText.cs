using System.Globalization;

namespace PackMan.Cli.Output;

/// <summary>Shows a place in a file: where it is, the line, carets under what is meant, and what it was included from.</summary>
internal sealed class FrameText(TextWriter output, Palette palette)
{
    private const int MaxLineLength = 120;

    public void Write(CodeFrame frame)
    {
        output.WriteLine($"  {palette.Dim("-->")} {SafeText.Of(frame.ToString())}");
        if (frame.LineText is { } line)
        {
            WriteLine(frame, line);
        }

        foreach (var caller in frame.Callers)
        {
            output.WriteLine($"  included from {SafeText.Of(caller.ToString())}");
        }
    }

    private void WriteLine(CodeFrame frame, string line)
    {
        var number = frame.Line.ToString(CultureInfo.InvariantCulture);
        var gutter = new string(' ', number.Length);
        var (text, column) = Window(line, Math.Clamp(frame.Column - 1, 0, line.Length));
        var indent = string.Concat(text[..column].Select(character => character == '\t' ? '\t' : ' '));
        var carets = new string('^', Math.Clamp(frame.Length, 1, Math.Max(1, text.Length - column)));
        output.WriteLine(palette.Dim($"   {gutter} |"));
        output.WriteLine($"   {palette.Dim($"{number} |")} {SafeText.Of(text)}");
        output.WriteLine($"   {palette.Dim($"{gutter} |")} {indent}{palette.Red(carets)}");
    }

    // A line may hold a whole document; what matters stands around the column.
    private static (string Text, int Column) Window(string line, int column)
    {
        var start = line.Length <= MaxLineLength ? 0 : Math.Max(0, Math.Min(column - (MaxLineLength / 2), line.Length - MaxLineLength));
        var end = Math.Min(line.Length, start + MaxLineLength);
        var lead = start > 0 ? "…" : "";
        return ($"{lead}{line[start..end]}{(end < line.Length ? "…" : "")}", column - start + lead.Length);
    }
}
