using System.Collections.Immutable;
using PackMan.Yaml;

namespace PackMan.Values;

/// <summary>One `path=value` of a flag.</summary>
/// <param name="Path">Where it goes.</param>
/// <param name="Value">What goes there; null for `list[0]` without a value, which makes the list and sets nothing (as Helm does).</param>
/// <param name="Origin">The flag with this assignment alone, as the user wrote it.</param>
internal sealed record SetAssignment(ImmutableArray<PathStep> Path, YamlNode? Value, Origin.Flag Origin)
{
    /// <summary>The tree with the value set; maps and lists missing on the way are made, gaps in lists become null.</summary>
    /// <exception cref="ValuesException">The path goes through a value that is no map or list.</exception>
    public YamlMap ApplyTo(YamlMap tree) => (YamlMap)Set(tree, 0);

    private YamlNode Set(YamlNode? current, int depth)
    {
        if (depth == Path.Length)
        {
            return Value ?? YamlNull.Instance;
        }

        return Path[depth] switch
        {
            PathStep.Key key => SetKey(current, key.Name, depth),
            PathStep.Index index => SetIndex(current, index.Position, depth),
            _ => throw new InvalidOperationException(),
        };
    }

    private YamlMap SetKey(YamlNode? current, string key, int depth)
    {
        var map = current switch
        {
            YamlMap known => known,
            null or YamlNull => new YamlMap([], Origin),
            _ => throw Mismatch(current, "map", depth),
        };
        return map.With(key, Set(map.Find(key), depth + 1));
    }

    private YamlList SetIndex(YamlNode? current, int position, int depth)
    {
        var list = current switch
        {
            YamlList known => known,
            null or YamlNull => new YamlList([], Origin),
            _ => throw Mismatch(current, "list", depth),
        };
        if (Value is null && depth == Path.Length - 1)
        {
            return list;
        }

        var items = list.Items.ToBuilder();
        while (items.Count <= position)
        {
            items.Add(new YamlNull(Origin));
        }

        items[position] = Set(items[position], depth + 1);
        return new YamlList(items.ToImmutable(), list.Origin);
    }

    private ValuesException Mismatch(YamlNode current, string wanted, int depth)
    {
        var path = PathStep.Text(Path.AsSpan()[..depth]);
        var origin = current.Origin is null ? "" : $" ({SourceOf(current.Origin)})";
        return new ValuesException(
            $"`{WithoutValue(Origin)}` needs `{path}` to be a {wanted}, but it is a {current.KindName}{origin}",
            $"Set `{path}` to null first if its value is to be replaced");
    }

    private static string SourceOf(Origin origin) => origin is Origin.Flag flag ? $"set by `{WithoutValue(flag)}`" : $"set in {origin}";

    // The value may be a secret, and the path says enough.
    private static string WithoutValue(Origin.Flag flag) => flag.Text.Split('=')[0];
}
