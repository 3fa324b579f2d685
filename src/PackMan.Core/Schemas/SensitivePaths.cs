using System.Collections.Immutable;
using PackMan.Values;
using PackMan.Yaml;

namespace PackMan.Schemas;

/// <summary>The paths of a tree whose values are never printed.</summary>
public sealed class SensitivePaths
{
    /// <summary>What stands in place of a hidden value.</summary>
    public const string Placeholder = "(hidden)";

    private readonly HashSet<string> _paths;

    /// <param name="paths">As text (`db.password`).</param>
    public SensitivePaths(IEnumerable<string> paths) => _paths = new HashSet<string>(paths, StringComparer.Ordinal);

    public static SensitivePaths None { get; } = new([]);

    public bool IsEmpty => _paths.Count == 0;

    /// <summary>The paths as text (`db.password`), sorted.</summary>
    public ImmutableArray<string> Paths => [.. _paths.Order(StringComparer.Ordinal)];

    /// <summary>Whether the value at a path is sensitive, or lies inside one that is.</summary>
    public bool Contains(params ReadOnlySpan<PathStep> path)
    {
        for (var length = path.Length; !IsEmpty && length >= 0; length--)
        {
            if (_paths.Contains(PathStep.Text(path[..length])))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The tree with every sensitive value replaced by a placeholder.</summary>
    public YamlMap Redact(YamlMap tree) => IsEmpty ? tree : (YamlMap)Redact(tree, []);

    /// <summary>The node at a path with what is sensitive in it replaced by a placeholder.</summary>
    public YamlNode RedactAt(ImmutableArray<PathStep> path, YamlNode node)
    {
        ArgumentNullException.ThrowIfNull(node);
        return IsEmpty || node is YamlNull ? node : Contains(path.AsSpan()) ? new YamlString(Placeholder, HideIn(node.Origin)) : Redact(node, path);
    }

    /// <summary>The flags that set something sensitive in a tree: their text tells it, whatever else they set beside it.</summary>
    public IEnumerable<Origin.Flag> FlagsIn(YamlNode tree) => IsEmpty ? [] : FlagsIn(tree, []);

    internal ImmutableArray<SchemaViolation> Hide(ImmutableArray<SchemaViolation> violations, YamlNode root)
    {
        if (IsEmpty)
        {
            return violations;
        }

        var telling = FlagsIn(root).ToHashSet<Origin>();
        return [.. violations.Select(violation => Contains(violation.Path.AsSpan()) ? Hidden(violation, root)
            : violation.Origin is Origin.Flag flag && (telling.Contains(flag) || SetsManyAtOnce(flag)) ? violation with { Origin = HideIn(flag) }
            : violation)];
    }

    /// <summary>The flag that set a value, without the value.</summary>
    public static Origin? HideIn(Origin? origin) =>
        origin is Origin.Flag flag && flag.Text.IndexOfAny(['=', '{']) is var end and >= 0 ? new Origin.Flag(flag.Text[..end] + (flag.Text[end] == '=' ? "=…" : "…")) : origin;

    // What such a flag set may have been overridden since, and still stands in its text.
    private static bool SetsManyAtOnce(Origin.Flag flag) => flag.Text.StartsWith("--set-json", StringComparison.Ordinal);

    /// <summary>The same paths seen from above: each begins with these keys.</summary>
    internal SensitivePaths Below(params ReadOnlySpan<string> keys)
    {
        var start = TextOf(keys);
        return start.Length == 0 ? this : new(_paths.Select(path => start + (path.Length == 0 || path[0] == '[' ? "" : ".") + path));
    }

    /// <summary>The paths that lie at these keys or below, seen from there; what lies in something sensitive is sensitive as a whole.</summary>
    internal SensitivePaths Within(params ReadOnlySpan<string> keys)
    {
        if (Contains([.. keys.ToArray().Select(key => new PathStep.Key(key))]))
        {
            return new([""]);
        }

        var start = TextOf(keys);
        return new(_paths.Where(path => path.Length > start.Length && path.StartsWith(start, StringComparison.Ordinal) && path[start.Length] is '.' or '[')
            .Select(path => path[start.Length..].TrimStart('.')));
    }

    internal SensitivePaths With(SensitivePaths other) => new(_paths.Concat(other._paths));

    private static string TextOf(ReadOnlySpan<string> keys) => PathStep.Text([.. keys.ToArray().Select(key => new PathStep.Key(key))]);

    private static SchemaViolation Hidden(SchemaViolation violation, YamlNode root)
    {
        var node = PathStep.Find(root, violation.Path);
        return violation with { Got = violation.Got is null || node is null ? null : SchemaWords.Hidden(node), Origin = HideIn(violation.Origin) };
    }

    private IEnumerable<Origin.Flag> FlagsIn(YamlNode node, ImmutableArray<PathStep> path)
    {
        var below = node switch
        {
            YamlMap map => map.Entries.SelectMany(entry => FlagsIn(entry.Value, path.Add(new PathStep.Key(entry.Key)))),
            YamlList list => list.Items.SelectMany((item, index) => FlagsIn(item, path.Add(new PathStep.Index(index)))),
            _ => [],
        };
        return node.Origin is Origin.Flag flag && Contains(path.AsSpan()) ? below.Prepend(flag) : below;
    }

    private YamlNode Redact(YamlNode node, ImmutableArray<PathStep> path)
    {
        if (node is not YamlNull && _paths.Contains(PathStep.Text(path.AsSpan())))
        {
            return new YamlString(Placeholder, HideIn(node.Origin));
        }

        return node switch
        {
            YamlMap map => new YamlMap([.. map.Entries.Select(entry => KeyValuePair.Create(entry.Key, Redact(entry.Value, path.Add(new PathStep.Key(entry.Key)))))], map.Origin),
            YamlList list => new YamlList([.. list.Items.Select((item, index) => Redact(item, path.Add(new PathStep.Index(index))))], list.Origin),
            _ => node,
        };
    }
}
