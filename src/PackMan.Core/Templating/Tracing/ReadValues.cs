using System.Collections.Immutable;
using PackMan.Values;
using PackMan.Yaml;

namespace PackMan.Templating.Tracing;

/// <summary>The values something was made of, each once, in the order they were read.</summary>
internal sealed class ReadValues
{
    // More than any person reads; a hostile template must not make a set of everything for every character it writes.
    private const int Most = 64;

    private Dictionary<YamlNode, ReadValue>? _inside;

    private ReadValues(ImmutableArray<ReadValue> all) => All = all;

    public static ReadValues None { get; } = new([]);

    public ImmutableArray<ReadValue> All { get; }

    public bool IsEmpty => All.IsEmpty;

    public static ReadValues Of(ReadValue value) => new([value]);

    public ReadValues With(ReadValues other)
    {
        if (other.IsEmpty || ReferenceEquals(this, other))
        {
            return this;
        }

        return IsEmpty ? other : new([.. All, .. other.All.Where(value => !All.Any(value.IsSame)).Take(Math.Max(0, Most - All.Length))]);
    }

    public ReadValues Without(ReadValues other) => other.IsEmpty ? this : new([.. All.Where(value => !other.All.Any(value.IsSame))]);

    /// <summary>Without the maps and lists that were only gone through on the way to others.</summary>
    public ReadValues Innermost() => All.Length < 2 ? this : new([.. All.Where(value => !All.Any(other => other.Path.Length > value.Path.Length && value.Holds(other)))]);

    /// <summary>Without `values` as a whole, where something inside was named too.</summary>
    public ReadValues WithoutRoot() => All.Length < 2 || !All.Any(value => value.Path.IsEmpty) ? this : new([.. All.Where(value => !value.Path.IsEmpty)]);

    /// <summary>The value that a node is, where it came out of one of the maps and lists here as it was.</summary>
    public ReadValue? Find(YamlNode node)
    {
        if (_inside is null)
        {
            _inside = new Dictionary<YamlNode, ReadValue>(ReferenceEqualityComparer.Instance);
            foreach (var value in All.Where(value => value.IsValue))
            {
                Collect(value, _inside);
            }
        }

        return _inside.GetValueOrDefault(node);
    }

    private static void Collect(ReadValue value, Dictionary<YamlNode, ReadValue> inside)
    {
        // The shared null of computed trees is nobody's.
        if (ReferenceEquals(value.Node, YamlNull.Instance) || !inside.TryAdd(value.Node, value))
        {
            return;
        }

        switch (value.Node)
        {
            case YamlMap map:
                foreach (var (key, child) in map.Entries)
                {
                    Collect(value.Child(new PathStep.Key(key), child), inside);
                }

                break;
            case YamlList list:
                for (var i = 0; i < list.Count; i++)
                {
                    Collect(value.Child(new PathStep.Index(i), list[i]), inside);
                }

                break;
        }
    }
}
