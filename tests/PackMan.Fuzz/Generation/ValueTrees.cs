using System.Collections.Immutable;
using PackMan.Yaml;

namespace PackMan.Fuzz.Generation;

/// <summary>Random trees of values.</summary>
internal static class ValueTrees
{
    private static readonly string[] Numbers = ["0", "-12", "1.10", "123456789012345678901234567890", "1.5e+3", "-0", "0.000000001", "9223372036854775807", "-9223372036854775808", "1e400", "12345.678900"];

    /// <summary>A tree that nests at most so deep; strings are by far the most common leaves.</summary>
    public static YamlNode Next(Random random, int depth) => (depth == 0 ? 0 : random.Next(8)) switch
    {
        < 4 => Scalar(random),
        4 or 5 => List(random, depth),
        _ => Map(random, depth),
    };

    public static YamlNode Scalar(Random random) => random.Next(9) switch
    {
        0 => new YamlNumber(random.Pick(Numbers[..^2])),
        1 => new YamlBoolean(random.Next(2) == 0),
        2 => YamlNull.Instance,
        _ => new YamlString(HostileTexts.Next(random)),
    };

    /// <summary>A single path, one level after the other.</summary>
    public static YamlNode Deep(Random random, int levels) => levels == 0
        ? Scalar(random)
        : random.Next(2) == 0 ? YamlList.Of(Deep(random, levels - 1)) : YamlMap.Of([KeyValuePair.Create(HostileTexts.Next(random), Deep(random, levels - 1))]);

    private static YamlList List(Random random, int depth) => new([.. Enumerable.Range(0, random.Next(4)).Select(_ => Next(random, depth - 1))]);

    private static YamlMap Map(Random random, int depth)
    {
        var entries = new Dictionary<string, YamlNode>(StringComparer.Ordinal);
        for (var rest = random.Next(4); rest > 0; rest--)
        {
            entries[HostileTexts.Next(random)] = Next(random, depth - 1);
        }

        return new YamlMap(entries.ToImmutableArray());
    }
}
