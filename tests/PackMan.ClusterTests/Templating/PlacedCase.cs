using System.Collections.Immutable;
using System.Text;
using PackMan.Charts;
using PackMan.Fuzz.Generation;
using PackMan.Subcharts;
using PackMan.Templating;
using PackMan.Yaml;

namespace PackMan.ClusterTests.Templating;

/// <summary>A manifest with random values in random places, surrounded by text, conditions, loops, includes and captures, and the tree that a reader is to find.</summary>
internal sealed class PlacedCase
{
    private static readonly ImmutableArray<(string Name, string Text)> Partials =
    [
        ("_same", "{{ $1 }}\n"),
        ("_text", "x{{ $1 }}\n"),
        ("_tree.yaml", "k: {{ $1 }}\nl:\n- {{ $1 }}\n"),
        ("_pair", "{{ $1 }}a: 1\n{{ $1 }}b: [x]\n"),
    ];

    private readonly Random _random;
    private readonly List<YamlNode> _values = [];
    private readonly List<(string Name, string Text)> _files = [.. Partials];
    private readonly StringBuilder _functions = new();
    private int _keys;

    private PlacedCase(Random random) => _random = random;

    public string Template { get; private set; } = "";

    public YamlMap Expected { get; private set; } = YamlMap.Empty;

    public YamlMap Values => YamlMap.Of([KeyValuePair.Create("v", (YamlNode)YamlList.Of(_values))]);

    /// <param name="seed">The seed of the run.</param>
    /// <param name="number">The number of the case in it; the two give the same case each time.</param>
    public static PlacedCase Create(int seed, int number)
    {
        var made = new PlacedCase(RandomChoice.For(seed, number));
        made.Build(number);
        return made;
    }

    /// <summary>The text as the chart gives it.</summary>
    public string Render() => new ScribanTemplateEngine().Render(new RenderRequest
    {
        Root = ChartInUse.Alone(Chart(), Values),
        Release = new ReleaseScope("shop", "prod", 1, IsInstall: true),
        Capabilities = new Capabilities("v1.36.1", ["v1"]),
    }).Files.Single().Text;

    private void Build(int number)
    {
        var top = Entries();
        var spec = Entries();
        var inner = Entries();
        Template = $"""
            {_functions}apiVersion: v1
            kind: Case
            metadata:
              name: case-{number}
            {top.Text}spec:
              fixed: [1, {"{x: 'y'}"}]
            {Indented(spec.Text, 2)}  inner:
                fixed: "two\nlines"
            {Indented(inner.Text, 4)}tail:
            - last
            """ + "\n";
        Expected = (YamlMap)YamlReader.Read($"apiVersion: v1\nkind: Case\nmetadata: {{name: case-{number}}}\n", "expected.yaml");
        Expected = With(Expected, top.Entries);
        var innerMap = With(Map("fixed", new YamlString("two\nlines")), inner.Entries);
        var specMap = With(Map("fixed", YamlReader.Read("[1, {x: 'y'}]", "expected.yaml")), spec.Entries);
        Expected = Expected.With("spec", specMap.With("inner", innerMap)).With("tail", YamlList.Of(new YamlString("last")));
    }

    /// <summary>One value in its place, perhaps between neighbours; or nothing.</summary>
    private (string Text, YamlMap Entries) Entries()
    {
        var text = new StringBuilder();
        var entries = YamlMap.Empty;
        for (var rest = _random.Next(3); rest > 0; rest--)
        {
            Add(_random.OneIn(2) ? Neighbour() : Place());
        }

        return (text.ToString(), entries);

        void Add((string Text, YamlMap Entries) part)
        {
            text.Append(part.Text);
            entries = With(entries, part.Entries);
        }
    }

    private (string Text, YamlMap Entries) Neighbour()
    {
        var (place, key) = (_random.Pick(ValuePlace.Neighbours), NewKey());
        return (Wrapped(place.Fill(key, "1")), place.Read(key, YamlNull.Instance));
    }

    private (string Text, YamlMap Entries) Place()
    {
        switch (_random.Next(5))
        {
            case 0:
                var block = new BlockScalarText(_random);
                return Surrounded(block.Fill, () => new YamlString(BlockScalarText.Next(_random)), block.Read);
            case 1 or 2:
                var text = _random.Pick(ValuePlace.ForTexts);
                return Surrounded(text.Fill, () => new YamlString(HostileTexts.Next(_random)), text.Read);
            default:
                var tree = _random.Pick(ValuePlace.ForTrees);
                return Surrounded(tree.Fill, () => _random.OneIn(40) ? ValueTrees.Deep(_random, 20) : ValueTrees.Next(_random, 3), tree.Read);
        }
    }

    private (string Text, YamlMap Entries) Surrounded(Func<string, string, string> fill, Func<YamlNode> next, Func<string, YamlNode, YamlMap> read)
    {
        var (key, value) = (NewKey(), next());
        // A name of an anchor and of a variable cannot come from a loop.
        if (!_random.OneIn(6) || fill("K", "$") is var plain && (plain.Contains('&') || plain.Contains("capture", StringComparison.Ordinal)))
        {
            return (Wrapped(fill(key, NewValue(value))), read(key, value));
        }

        var other = next();
        var loop = $"{{{{ for x in [{NewValue(value)}, {NewValue(other)}] }}}}\n{fill(key + "{{ for.index }}", "x")}\n{{{{ end }}}}\n";
        return (loop, With(read(key + "0", value), read(key + "1", other)));
    }

    private string Wrapped(string text)
    {
        var name = $"part{_files.Count}";
        switch (_random.Next(8))
        {
            case 0:
                return $"{{{{ if true }}}}\n{text}\n{{{{ end }}}}\n";
            case 1:
                return $"{{{{~ if true ~}}}}\n{text}\n{{{{~ else ~}}}}\nx: [\n{{{{~ end ~}}}}\n";
            case 2:
                _files.Add(("_" + name, text + "\n"));
                return $"{{{{ include '{name}' }}}}\n";
            case 3:
                _files.Add(("_" + name, text + "\n"));
                return $"{{{{- '' }}}}\n{{{{ if 1 }}}}{{{{ include '{name}' | indent 9 }}}}{{{{ end }}}}\n"[9..];
            case 4 when !text.Contains("capture", StringComparison.Ordinal):
                return $"{{{{ capture {name} }}}}\n{text}\n{{{{ end }}}}{{{{ {name} }}}}\n";
            case 5:
                _functions.Append(System.Globalization.CultureInfo.InvariantCulture, $"{{{{ func f{_functions.Length} }}}}\n{text}\n{{{{ end }}}}");
                return $"{{{{ {_functions.ToString().Split("func ")[^1].Split(' ')[0]} }}}}\n";
            default:
                return text + "\n";
        }
    }

    private string NewKey() => $"k{_keys++}";

    private string NewValue(YamlNode value)
    {
        _values.Add(value);
        return $"values.v[{_values.Count - 1}]";
    }

    private Chart Chart() => new()
    {
        Metadata = new ChartMetadata
        {
            ApiVersion = ChartMetadata.NativeApiVersion,
            Name = "web",
            Version = SemanticVersion.TryParse("1.2.3")!,
            Source = YamlMap.Empty,
        },
        Location = "./web",
        Templates = [.. _files.Append(("case.yaml", Template)).Select(file => new ChartFile($"templates/{file.Item1}", Encoding.UTF8.GetBytes(file.Item2))).OrderBy(file => file.Path, StringComparer.Ordinal)],
        Digest = new Lazy<string>(""),
    };

    private static YamlMap Map(string key, YamlNode value) => YamlMap.Of([KeyValuePair.Create(key, value)]);

    private static YamlMap With(YamlMap map, YamlMap more) => more.Entries.Aggregate(map, (all, entry) => all.With(entry.Key, entry.Value));

    private static string Indented(string text, int columns) =>
        string.Concat(text.Split('\n').SkipLast(1).Select(line => (line.Length == 0 ? "" : new string(' ', columns) + line) + "\n"));
}
