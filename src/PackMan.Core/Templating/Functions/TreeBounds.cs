using PackMan.Templating.Evaluation;
using PackMan.Yaml;

namespace PackMan.Templating.Functions;

/// <summary>
/// Keeps trees that functions build within the limits: results of calls can be put into one another in a loop, and a tree that
/// shares its branches doubles with every call.
/// </summary>
internal static class TreeBounds
{
    private const int MaxNodes = 1_000_000;

    /// <summary>Why a tree is too large; null when it is not.</summary>
    public static string? Violation(YamlNode node, Limits limits)
    {
        var nodes = 0;
        return Violation(node, limits.TreeDepth, ref nodes);
    }

    private static string? Violation(YamlNode node, int levels, ref int nodes)
    {
        if (++nodes > MaxNodes)
        {
            return $"The value has more than {MaxNodes} items";
        }

        return node switch
        {
            YamlMap or YamlList when levels == 0 => "The value nests too deep",
            YamlMap map => OfMap(map, levels - 1, ref nodes),
            YamlList list => OfList(list, levels - 1, ref nodes),
            _ => null,
        };
    }

    private static string? OfMap(YamlMap map, int levels, ref int nodes)
    {
        foreach (var (_, child) in map.Entries)
        {
            if (Violation(child, levels, ref nodes) is { } violation)
            {
                return violation;
            }
        }

        return null;
    }

    private static string? OfList(YamlList list, int levels, ref int nodes)
    {
        foreach (var child in list.Items)
        {
            if (Violation(child, levels, ref nodes) is { } violation)
            {
                return violation;
            }
        }

        return null;
    }
}
