using System.Collections.Immutable;

namespace PackMan.Values;

/// <summary>How a schema has two layers of one value merged, where not as usual.</summary>
public abstract record MergeRule
{
    /// <summary>The items of two lists are matched by one of their keys: those of the same merge, others follow.</summary>
    public sealed record ByKey(string Key) : MergeRule;

    /// <summary>The items of the later list follow those of the earlier.</summary>
    public sealed record Append : MergeRule;

    /// <summary>The later map stands in the earlier one's place, whole.</summary>
    public sealed record Replace : MergeRule;
}

/// <summary>Tells the rule of a value; null when maps merge there and everything else replaces.</summary>
/// <param name="path">The map keys down to the value; items of lists add nothing.</param>
public delegate MergeRule? MergeRules(ImmutableArray<string> path);
