using System.Collections.Immutable;
using PackMan.Values;

namespace PackMan.Templating.Uses;

/// <summary>The paths of values that a text of a template may mean: keys, and steps that stand for any key or any item.</summary>
/// <param name="Parent">The pattern above; null for the values as a whole.</param>
/// <param name="Step">The last step; of no meaning for the values as a whole.</param>
public sealed record ValuePattern(ValuePattern? Parent, UseStep Step)
{
    /// <summary>`values` itself.</summary>
    public static ValuePattern Root { get; } = new(null, default);

    /// <summary>How many steps it has.</summary>
    public int Depth { get; } = Parent is null ? 0 : Parent.Depth + 1;

    public bool IsRoot => Parent is null;

    public ValuePattern Then(UseStep step) => new(this, step);

    /// <summary>The pattern below a map of the values above it, as a subchart's stand below its key.</summary>
    public ValuePattern Below(params IEnumerable<string> keys)
    {
        var prefix = keys.Aggregate(Root, (pattern, key) => pattern.Then(UseStep.Of(key)));
        return Steps().Aggregate(prefix, (pattern, step) => pattern.Then(step));
    }

    /// <summary>The steps from the root down.</summary>
    public ImmutableArray<UseStep> Steps()
    {
        var steps = new UseStep[Depth];
        for (var pattern = this; pattern.Parent is { } parent; pattern = parent)
        {
            steps[parent.Depth] = pattern.Step;
        }

        return [.. steps];
    }

    /// <summary>As a user writes it, with `*` for what stands for any key and `[*]` for any item (`containers[*].image`).</summary>
    public override string ToString() => IsRoot
        ? "values"
        : string.Concat(Steps().Select((step, index) => step.IsItem ? "[*]" : (index == 0 ? "" : ".") + (step.Key is { } key ? PathStep.Text(new PathStep.Key(key)) : "*")));
}

/// <summary>A step of a <see cref="ValuePattern"/>.</summary>
/// <param name="Key">The key of a map; null for any.</param>
/// <param name="IsItem">Whether it means the items of a list instead of a key.</param>
public readonly record struct UseStep(string? Key, bool IsItem)
{
    public static UseStep AnyKey { get; } = new(null, false);

    public static UseStep AnyItem { get; } = new(null, true);

    public static UseStep Of(string key) => new(key, false);
}
