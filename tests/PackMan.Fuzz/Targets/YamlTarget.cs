using System.Text;
using PackMan.Fuzz.Generation;
using PackMan.Schemas;
using PackMan.Yaml;

namespace PackMan.Fuzz.Targets;

/// <summary>The reader of YAML, and that what it read is the same after being written.</summary>
internal sealed class YamlTarget(Corpus corpus) : IFuzzTarget
{
    private static readonly string[] Words =
    [
        "a", "b: ", ": ", ":", "- ", "-", "? ", "\n", "\n  ", "\n    ", "\n\t", " ", "\t", "{", "}", "[", "]", ",", "&a ", "*a", "&", "*", "!", "!!str ", "!!binary ", "!!int ", "!!set ", "!<", ">", "|", "|2-\n", "|9\n", ">+\n", "'", "\"", "\\", "\\x4", "\\u12", "\\ud83d", "#", " #",
        "%YAML 1.2\n", "%TAG ! a\n", "%", "---", "\n---\n", "...", "\n...\n", "<<: ", "<<: *a\n", "~", "\r", "\r\n", "\ufeff", "\0", "\u0085", "\u2028", "😀", "0x1F", "1e5", "1e999999999", ".inf", "@", "`", "=", "&a [*a, *a]", "x: &a [1,1]\ny: &b [*a,*a]\n",
    ];

    private readonly TextMutator _mutator = new(corpus.Values, Words);

    public string Name => "yaml";

    public byte[] Make(Random random) => Encoding.UTF8.GetBytes(random.Next(4) switch
    {
        0 => AliasBomb(random),
        1 => string.Concat(Enumerable.Range(0, random.Next(40)).Select(_ => random.Pick(Words))),
        2 => YamlWriter.Write(ValueTrees.Next(random, 5)),
        _ => _mutator.Next(random),
    });

    public void Run(byte[] input, CancellationToken cancellationToken)
    {
        foreach (var document in YamlReader.ReadAll(Encoding.UTF8.GetString(input), "x.yaml"))
        {
            var written = YamlWriter.Write(document.Root);
            if (SchemaEquality.Canonical(YamlReader.Read(written, "written.yaml")) != SchemaEquality.Canonical(document.Root))
            {
                throw new BrokenPromiseException("what was read is another tree once it is written");
            }
        }
    }

    private static string AliasBomb(Random random)
    {
        var text = new StringBuilder("a0: &a0 [x, x]\n");
        for (int level = 1, levels = random.Next(2, 40); level < levels; level++)
        {
            var items = string.Join(", ", Enumerable.Repeat($"*a{level - 1}", random.Next(1, 12)));
            text.Append(random.OneIn(2) ? $"a{level}: &a{level} [{items}]\n" : $"a{level}: &a{level} {{<<: [{items}], k: {{l: *a{level - 1}}}}}\n");
        }

        return text.ToString();
    }
}
