using System.Text;
using PackMan.Fuzz.Generation;
using PackMan.Templating;
using PackMan.Yaml;

namespace PackMan.Fuzz.Targets;

/// <summary>
/// The writer of YAML: text of templates with strings in it. Whatever the strings hold, the document has the shape it has with
/// strings that hold nothing but letters.
/// </summary>
internal sealed class WriterTarget : IFuzzTarget
{
    private const char Separator = '\u0001';

    private static readonly string[] Texts =
    [
        "a", "b: ", ": ", ":", "- ", "-", "? ", "\n", "\n  ", "\n    ", "  ", " ", "{", "}", "[", "]", ", ", "&a ", "*a", "!!str ", "|\n  ", ">-\n  ", "|2\n   ", "'", "\"", "\\", " # ", "#", "---\n", "...\n", "\nz: 1\n", "k:\n", "\n- ", "\nk: ", "''",
    ];

    public string Name => "writer";

    public byte[] Make(Random random)
    {
        var grammar = new TemplateGrammar(random);
        var text = new StringBuilder();
        var strings = new List<string>();
        for (var rest = random.Next(1, 12); rest > 0; rest--)
        {
            text.Append(random.Next(5) switch { 0 => grammar.PlaceOfValue(Value), 1 => $"{{{{ {Value()} }}}}", _ => random.Pick(Texts) });
        }

        return Encoding.UTF8.GetBytes(string.Join(Separator, strings.Prepend(text.ToString())));

        string Value()
        {
            strings.Add(HostileTexts.Next(random).Replace(Separator, 'x'));
            return $"values.v[{strings.Count - 1}]";
        }
    }

    public void Run(byte[] input, CancellationToken cancellationToken)
    {
        var parts = Encoding.UTF8.GetString(input).Split(Separator);
        var strings = parts[1..];
        var hostile = Render(parts[0], strings, cancellationToken);
        if (Render(parts[0], [.. strings.Select((_, index) => $"x{index}")], cancellationToken) is not { } tame || hostile is null || Shape(tame) is not { } expected)
        {
            return;
        }

        if (Shape(hostile) != expected)
        {
            throw new BrokenPromiseException("a string changed the shape of the document");
        }
    }

    /// <summary>The text; null where the writer refuses.</summary>
    private static string? Render(string template, string[] strings, CancellationToken cancellationToken)
    {
        var values = YamlMap.Of([KeyValuePair.Create("v", (YamlNode)YamlList.Of([.. strings.Select(text => new YamlString(text))]))]);
        try
        {
            return new ScribanTemplateEngine(FuzzCharts.Limits).Render(FuzzCharts.Request(template, values), cancellationToken).Files[0].Text;
        }
        catch (TemplateException)
        {
            return null;
        }
    }

    /// <summary>Kinds and counts of all nodes, without what scalars and keys say; null when the text is no YAML.</summary>
    private static string? Shape(string text)
    {
        try
        {
            return string.Join('\n', YamlReader.ReadAll(text, "out.yaml").Select(document => Shape(document.Root)));
        }
        catch (YamlException)
        {
            return null;
        }
    }

    private static string Shape(YamlNode node) => node switch
    {
        YamlMap map => "{" + string.Join(',', map.Entries.Select(entry => Shape(entry.Value))) + "}",
        YamlList list => "[" + string.Join(',', list.Items.Select(Shape)) + "]",
        _ => node.KindName,
    };
}
