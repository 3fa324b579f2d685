using PackMan.Yaml;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace PackMan.Charts.Packaging;

/// <summary>The text of a `Chart.yaml`, in which single fields are replaced; comments, order and all other fields stay as they are.</summary>
internal sealed record ChartYamlText(string Text)
{
    private const string VersionKey = "version";

    /// <summary>Sets a top-level field. One that is missing is put in after `version`, which every chart has.</summary>
    public ChartYamlText With(string key, string value)
    {
        var written = ScalarText.DoubleQuote(value);
        if (Find(key) is { } field)
        {
            var gap = field.Start == field.End ? " " : "";
            return new ChartYamlText($"{Text[..field.Start]}{gap}{written}{Text[field.End..]}");
        }

        var version = Find(VersionKey) ?? throw new InvalidOperationException("A chart that was loaded has a version");
        var separator = version.IsFlow ? ", " : "\n" + new string(' ', version.Indentation);
        var end = version.IsFlow ? version.End : EndOfLine(version.End);
        return new ChartYamlText($"{Text[..end]}{separator}{key}: {written}{Text[end..]}");
    }

    private int EndOfLine(int index)
    {
        var end = Text.IndexOfAny(['\r', '\n'], index);
        return end < 0 ? Text.Length : end;
    }

    private Field? Find(string key)
    {
        var parser = new Parser(new Scanner(new StringReader(Text), skipComments: true));
        parser.Consume<StreamStart>();
        parser.Consume<DocumentStart>();
        var map = parser.Consume<MappingStart>();
        while (!parser.Accept<MappingEnd>(out _))
        {
            var name = parser.Current!;
            parser.SkipThisAndNestedEvents();
            var value = parser.Current!;
            parser.SkipThisAndNestedEvents();
            if (name is Scalar { Value: var text } && text == key)
            {
                var (start, end) = Extent(name, value);
                return new Field(start, end, (int)name.Start.Column - 1, map.Style == MappingStyle.Flow);
            }
        }

        return null;
    }

    // A value that is left out has its mark at whatever comes next, and a block of text ends with its last line break.
    private (int Start, int End) Extent(ParsingEvent name, ParsingEvent value)
    {
        var afterColon = Text.IndexOf(':', (int)name.End.Index) + 1;
        var start = (int)value.Start.Index;
        return value is Scalar { Value: "", Style: ScalarStyle.Plain }
            ? (afterColon, afterColon)
            : (start, start + Text.AsSpan(start, (int)value.End.Index - start).TrimEnd().Length);
    }

    /// <param name="Start">Where the value begins in the text.</param>
    /// <param name="End">Where it ends.</param>
    /// <param name="Indentation">Blanks before the key.</param>
    /// <param name="IsFlow">Whether the fields stand in braces.</param>
    private sealed record Field(int Start, int End, int Indentation, bool IsFlow);
}
