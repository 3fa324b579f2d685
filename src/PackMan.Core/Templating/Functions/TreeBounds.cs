using PackMan.Templating.Evaluation;
using PackMan.Yaml;

namespace PackMan.Templating.Functions;

/// <summary>
/// Keeps trees that functions build within the limits: results of calls can be put into one another in a loop, and a tree that
/// shares its branches doubles with every call.
/// </summary>
internal static class TreeBounds
{
    public const int MaxNodes = 1_000_000;

    /// <summary>Why a tree is too large; null when it is not.</summary>
    public static string? Violation(YamlNode node, Limits limits)
    {
        var (nodes, depth) = node.Measure;
        return nodes > MaxNodes ? $"The value has more than {MaxNodes} items"
            : depth > limits.TreeDepth ? "The value nests too deep"
            : null;
    }
}
