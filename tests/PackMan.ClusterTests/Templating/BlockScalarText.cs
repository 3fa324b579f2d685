using System.Text;
using PackMan.Fuzz.Generation;
using PackMan.Yaml;

namespace PackMan.ClusterTests.Templating;

/// <summary>A block scalar with values in its lines, and the text that a reader is to find: the rules of YAML once more, by another hand.</summary>
internal sealed class BlockScalarText
{
    private readonly string _header;
    private readonly bool _isFolded;
    private readonly List<(int Indentation, string Before, bool HasValue, string After)> _lines = [];

    public BlockScalarText(Random random)
    {
        _isFolded = random.OneIn(3);
        var hasIndicator = random.OneIn(4);
        _header = (_isFolded ? ">" : "|") + (hasIndicator ? "2" : "") + random.Pick(["", "-", "+"]) + random.Pick(["", "", " # note"]);
        for (var rest = random.Next(1, 5); rest > 0; rest--)
        {
            // Without an indicator the first line of text gives the column.
            var indentation = _lines.Count == 0 && !hasIndicator ? 0 : random.Pick([0, 0, 1, 3]);
            _lines.Add((indentation, random.Pick(["", "", "a", "# ", "- ", "k: ", "'"]), _lines.Count == 0 || !random.OneIn(3), random.Pick(["", "", "b", " #", ":", "]"])));
            if (random.OneIn(6))
            {
                _lines.Add((0, "", false, ""));
            }
        }
    }

    /// <summary>Any string that stands verbatim: what readers could take for a line end, and what cannot be printed, is refused there.</summary>
    public static string Next(Random random)
    {
        var text = new StringBuilder();
        foreach (var rune in HostileTexts.Next(random).EnumerateRunes().Where(rune => rune.Value is '\n' or '\t' || ScalarText.IsPrintable(rune.ToString())))
        {
            text.Append(rune);
        }

        return text.ToString();
    }

    /// <summary>The lines of the template, at column 0.</summary>
    public string Fill(string key, string expression) => $"{key}: {_header}" + string.Concat(_lines.Select(line =>
        line is { Before: "", HasValue: false, After: "" } ? "\n" : $"\n  {new string(' ', line.Indentation)}{line.Before}{(line.HasValue ? $"{{{{ {expression} }}}}" : "")}{line.After}"))
        + (KeepsLineEnds ? $"\n{key}end: 1" : "");

    /// <summary>The entries that a reader is to find.</summary>
    public YamlMap Read(string key, YamlNode value)
    {
        var entries = YamlMap.Of([KeyValuePair.Create(key, (YamlNode)new YamlString(TextOf(value.ToString() ?? "")))]);
        return KeepsLineEnds ? entries.With(key + "end", new YamlNumber(1)) : entries;
    }

    // Blank lines behind such a scalar are part of it, so that another key has to end it.
    private bool KeepsLineEnds => _header.Contains('+');

    private string TextOf(string value)
    {
        var content = _lines.SelectMany(line => ContentOf(line, value)).ToList();
        var last = content.FindLastIndex(line => line.Length > 0);
        var text = Joined(content[..(last + 1)]);
        var breaks = content.Count - 1 - last;
        return _header.Contains('-') ? text
            : KeepsLineEnds ? text + new string('\n', last < 0 ? breaks : breaks + 1)
            : last < 0 ? "" : text + "\n";
    }

    private static IEnumerable<string> ContentOf((int Indentation, string Before, bool HasValue, string After) line, string value)
    {
        var text = line.Before + (line.HasValue ? value : "") + line.After;
        return text.Split('\n').Select(part => part.Length == 0 ? "" : new string(' ', line.Indentation) + part);
    }

    private string Joined(List<string> lines)
    {
        var text = new StringBuilder();
        var previous = -1;
        for (var i = 0; i < lines.Count; i++)
        {
            if (lines[i].Length == 0)
            {
                continue;
            }

            var breaks = i - previous - (previous < 0 ? 1 : 0);
            var isFolded = _isFolded && previous >= 0 && lines[previous][0] is not (' ' or '\t') && lines[i][0] is not (' ' or '\t');
            text.Append(isFolded && breaks == 1 ? " " : new string('\n', isFolded ? breaks - 1 : breaks)).Append(lines[i]);
            previous = i;
        }

        return text.ToString();
    }
}
