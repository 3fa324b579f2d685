using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using PackMan.Yaml;

namespace PackMan.Values;

/// <summary>A step of a path to a value: the key of a map or the position in a list.</summary>
public abstract record PathStep
{
    /// <summary>The key of a map.</summary>
    public sealed record Key(string Name) : PathStep;

    /// <summary>The position in a list, from 0.</summary>
    public sealed record Index(int Position) : PathStep;

    /// <summary>The path as a user writes it (`image.tags[0]`, dots of keys escaped as in `--set`).</summary>
    public static string Text(params ReadOnlySpan<PathStep> path)
    {
        var text = new StringBuilder();
        foreach (var step in path)
        {
            switch (step)
            {
                case Key key:
                    text.Append(text.Length == 0 ? "" : ".").Append(key.Name.Replace(".", "\\.", StringComparison.Ordinal));
                    break;
                case Index index:
                    text.Append(CultureInfo.InvariantCulture, $"[{index.Position}]");
                    break;
            }
        }

        return text.ToString();
    }

    /// <summary>The node at a path; null where the path leads nowhere.</summary>
    public static YamlNode? Find(YamlNode root, ImmutableArray<PathStep> path) => path.Aggregate((YamlNode?)root, (node, step) => (node, step) switch
    {
        (YamlMap map, Key key) => map.Find(key.Name),
        (YamlList list, Index index) when index.Position < list.Count => list[index.Position],
        _ => null,
    });
}
