using PackMan.Yaml;

namespace PackMan.Charts.Loading;

/// <summary>A text file of a chart with the name users know it by, able to point into itself.</summary>
internal sealed class ChartText
{
    /// <exception cref="YamlException">The bytes are no UTF-8.</exception>
    public ChartText(string location, ChartFile file)
    {
        FileName = NameOf(location, file.Path);
        Text = Utf8Text.Decode(file.Content.Span, FileName);
    }

    /// <summary>`web/values.yaml`.</summary>
    public string FileName { get; }

    public string Text { get; }

    /// <summary>The place of a node with its line.</summary>
    public CodeFrame Frame(YamlNode node)
    {
        var (line, column) = node.Origin is Origin.InFile place ? (place.Line, place.Column) : (1, 1);
        return new CodeFrame(FileName, line, column, LineText(line));
    }

    /// <summary>What users call a file of a chart: below the chart as they named it.</summary>
    public static string NameOf(string location, string path)
    {
        var folder = location.Replace('\\', '/').TrimEnd('/');
        folder = folder.StartsWith("./", StringComparison.Ordinal) ? folder[2..] : folder;
        return folder is "" or "." ? path : $"{folder}/{path}";
    }

    private string? LineText(int line) => Text.Split('\n').ElementAtOrDefault(line - 1)?.TrimEnd('\r');
}

/// <summary>A file of a chart that says something wrong.</summary>
public sealed class ChartFileException(string message, CodeFrame frame, string? hint = null) : PackManException(message)
{
    public override string? Hint => hint;

    public override CodeFrame Frame => frame;
}
