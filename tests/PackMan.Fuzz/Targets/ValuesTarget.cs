using System.Text;
using PackMan.Fuzz.Generation;
using PackMan.Values;
using PackMan.Yaml;

namespace PackMan.Fuzz.Targets;

/// <summary>What users supply: files and the flags of the `--set` family, merged over the values of a chart.</summary>
internal sealed class ValuesTarget(Corpus corpus) : IFuzzTarget
{
    private static readonly string[] Words = ["a", "b", "list", "image", ".", "=", ",", "[", "]", "[0]", "[1].b", "[65536]", "[-1]", "[99999999999]", "{", "}", "{a,b}", "\\", "\\,", "\\.", "null", "true", "1.10", "007", "9223372036854775808", "{\"a\": [1]}", "\"", "[null]", "a.b=", "a[0]=", "a={", " "];

    private readonly TextMutator _files = new(corpus.Values, Words);

    public string Name => "values";

    /// <summary>Lines of flags, each with a digit for its kind, and behind an empty line the text of a file.</summary>
    public byte[] Make(Random random)
    {
        var text = new StringBuilder();
        for (var rest = random.Next(1, 5); rest > 0; rest--)
        {
            text.Append(random.Next(5)).AppendJoin("", Enumerable.Range(0, random.Next(1, 12)).Select(_ => random.OneIn(9) ? HostileTexts.Next(random).Replace('\n', ' ') : random.Pick(Words))).Append('\n');
        }

        return Encoding.UTF8.GetBytes(text.Append('\n').Append(_files.Next(random)).ToString());
    }

    public void Run(byte[] input, CancellationToken cancellationToken)
    {
        var parts = Encoding.UTF8.GetString(input).Split("\n\n", 2);
        var tree = parts.Length == 2 ? ReadFile(parts[1]) : YamlMap.Empty;
        foreach (var line in parts[0].Split('\n').Where(line => line.Length > 0))
        {
            tree = Apply(tree, line[1..], (SetFlag)(line[0] % 5));
        }

        var merged = ValuesMerger.Merge(YamlReader.ReadMap("a: {b: 1}\nlist: [x]\n", "values.yaml"), tree);
        _ = YamlWriter.Write(merged);
        _ = ValuesTrace.Of([merged, tree]);
    }

    private static YamlMap ReadFile(string text)
    {
        try
        {
            return SuppliedValuesReader.ReadLayers(text, "prod.yaml");
        }
        catch (YamlException)
        {
            return YamlMap.Empty;
        }
    }

    private static YamlMap Apply(YamlMap tree, string text, SetFlag flag)
    {
        try
        {
            return SetParser.Parse(text, flag).Aggregate(tree, (current, assignment) => assignment.ApplyTo(current));
        }
        catch (ValuesException)
        {
            return tree;
        }
    }
}
