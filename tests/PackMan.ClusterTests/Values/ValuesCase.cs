using System.Collections.Immutable;
using PackMan.Yaml;

namespace PackMan.ClusterTests.Values;

/// <summary>
/// A random combination of layers of values, all below one key of the chart's values, so that many cases fit into one run of a program
/// without meeting each other.
/// </summary>
/// <param name="Key">The key: a map of the chart, or the alias of a subchart.</param>
/// <param name="Defaults">What the chart has there.</param>
/// <param name="Files">What each `-f` file has there.</param>
/// <param name="Flags">Flags of the `--set` family with their texts.</param>
internal sealed record ValuesCase(string Key, YamlMap Defaults, ImmutableArray<YamlMap> Files, ImmutableArray<(string Flag, string Text)> Flags)
{
    /// <summary>Texts that `--set-file` reads, by file name.</summary>
    public static ImmutableSortedDictionary<string, string> Texts { get; } =
        ImmutableSortedDictionary<string, string>.Empty.Add("one.txt", "one\n").Add("two.txt", "  two: 2,\n{3}\n").Add("empty.txt", "");

    private static readonly string[] Keys = ["a", "b", "c", "d.e", "list", "maps"];

    // What Helm's grammar treats in a way of its own: types, escapes, lists, blanks, and what only looks like a number.
    private static readonly string[] FlagValues =
    [
        "1", "0", "-3", "+5", "007", "1.10", "1e3", "0x1F", "1_000", "9007199254740993", "true", "false", "True", "null", "~", "", " x ", "x y", "a=b",
        @"a\,b", @"a\.b", @"a\\b", @"\{a}", "{}", "{x,y}", "{1,null,true}", @"{a\,b, c}", "-", "é", "12:30", "[x]", "a.b", "{\"x\"}",
    ];

    private static readonly string[] JsonValues =
        ["1", "-1.5", "\"x\"", "\"a,b\"", "null", "true", "[]", "{}", "[1,null,\"x\"]", """{"a":1,"b":null}""", """{"a":{"b":[{"c":null}]}}""", " 2 ", ""];

    private static readonly string[] Scalars = ["1", "0", "-3", "2.5", "\"x\"", "\"\"", "\"1.10\"", "true", "false", "null", "null"];

    /// <summary>The case of a number: the same one on every machine.</summary>
    public static ValuesCase Of(int number)
    {
        var random = new Random(number);
        var key = $"c{number}";
        var flags = ImmutableArray.CreateBuilder<(string, string)>();
        for (var i = random.Next(5); i > 0; i--)
        {
            flags.Add(RandomFlag(random, key));
        }

        return new ValuesCase(key, RandomMap(random, 3), [.. Enumerable.Range(0, random.Next(4)).Select(_ => RandomMap(random, 3))], flags.ToImmutable());
    }

    private static (string Flag, string Text) RandomFlag(Random random, string key) => random.Next(8) switch
    {
        0 or 1 or 2 => ("--set", Assignments(random, key, FlagValues)),
        3 => ("--set-string", Assignments(random, key, FlagValues)),
        4 => ("--set-json", Assignments(random, key, JsonValues)),
        5 => ("--set-json", JsonText.Write(new YamlMap([KeyValuePair.Create<string, YamlNode>(key, RandomMap(random, 2))]))),
        6 => ("--set-file", Assignments(random, key, [.. Texts.Keys])),
        _ => ("--set-literal", $"{key}.{Pick(random, ["a", "b", "c"])}={Pick(random, FlagValues)}"),
    };

    private static string Assignments(Random random, string key, string[] values) =>
        string.Join(',', Enumerable.Range(0, 1 + random.Next(3)).Select(_ => $"{key}.{RandomPath(random)}={Pick(random, values)}"));

    private static string RandomPath(Random random)
    {
        var path = random.Next(4) switch
        {
            0 => $"list[{random.Next(3)}]",
            1 => $"maps[{random.Next(3)}].{Pick(random, ["a", "b", @"d\.e"])}",
            _ => Pick(random, ["a", "b", "c", @"d\.e"]),
        };
        return random.Next(2) == 0 || path.Contains('[', StringComparison.Ordinal) ? path : $"{path}.{Pick(random, ["a", "b", "c", "list[1]"])}";
    }

    private static YamlMap RandomMap(Random random, int depth)
    {
        var keys = Keys.Where(_ => random.Next(3) > 0);
        return new YamlMap([.. keys.Select(key => KeyValuePair.Create(key, RandomNode(random, key, depth - 1)))]);
    }

    // `list` and `maps` are mostly what they are called, so that most flags find what they go through.
    private static YamlNode RandomNode(Random random, string key, int depth) => (key, random.Next(6)) switch
    {
        ("list", > 0) => new YamlList([.. Enumerable.Range(0, random.Next(4)).Select(_ => RandomScalar(random))]),
        ("maps", > 0) => new YamlList([.. Enumerable.Range(0, random.Next(3)).Select(_ => RandomMap(random, 1))]),
        (_, > 2) when depth > 0 => RandomMap(random, depth),
        _ => RandomScalar(random),
    };

    private static YamlNode RandomScalar(Random random) => JsonText.Parse(Pick(random, Scalars));

    private static string Pick(Random random, string[] choices) => choices[random.Next(choices.Length)];
}
