using System.Collections.Immutable;
using PackMan.Values;

namespace PackMan.Templating.Uses;

/// <summary>Everything the templates of a chart could read, found in their text without rendering them.</summary>
public sealed class ValueUses
{
    private readonly UseNode _root = new();

    public ValueUses(IEnumerable<ValueUse> uses)
    {
        All = [.. uses];
        foreach (var use in All)
        {
            _root.Add(use.Pattern.Steps().AsSpan(), use.IsWhole);
        }
    }

    /// <summary>No template.</summary>
    public static ValueUses None { get; } = new([]);

    /// <summary>Everything is read by something that cannot be looked into.</summary>
    /// <param name="frame">The reader.</param>
    public static ValueUses Everything(CodeFrame frame) => new([new ValueUse(ValuePattern.Root, isWhole: true, frame)]);

    public ImmutableArray<ValueUse> All { get; }

    /// <summary>What is read at a path.</summary>
    public UsesAt At(params ReadOnlySpan<PathStep> path)
    {
        var here = new UsesAt([_root]);
        foreach (var step in path)
        {
            here = here.Then(step);
        }

        return here;
    }

    /// <summary>The expressions that read the value at a path, a value below it, or a map or list it is part of.</summary>
    public ImmutableArray<ValueUse> Of(params ReadOnlySpan<PathStep> path)
    {
        var steps = path.ToArray();
        return [.. All.Where(use => Concerns(use, steps))];
    }

    private static bool Concerns(ValueUse use, PathStep[] path)
    {
        var pattern = use.Pattern.Steps();
        var common = Math.Min(pattern.Length, path.Length);
        return (use.IsWhole || pattern.Length >= path.Length) && Enumerable.Range(0, common).All(i => UseNode.Fits(pattern[i], path[i]));
    }
}

/// <summary>What templates read at one path of the values.</summary>
public readonly struct UsesAt
{
    private readonly ImmutableArray<UseNode> _nodes;

    internal UsesAt(ImmutableArray<UseNode> nodes) => _nodes = nodes;

    /// <summary>Whether the value is read with everything below it.</summary>
    public bool IsWhole => _nodes.Any(node => node.IsWhole);

    /// <summary>Whether the value, or one below it, is read.</summary>
    public bool IsRead => !_nodes.IsEmpty;

    /// <summary>Whether the items of the list here are read.</summary>
    public bool HasItems => _nodes.Any(node => node.HasItems);

    /// <summary>The keys that are read of the map here.</summary>
    public IEnumerable<string> Keys => _nodes.SelectMany(node => node.Keys).Distinct(StringComparer.Ordinal);

    public UsesAt Then(PathStep step) => IsWhole ? this : new UsesAt([.. _nodes.SelectMany(node => node.Below(step))]);
}
