using System.Collections.Immutable;

namespace PackMan.Templating.Uses;

/// <summary>The values that an expression may stand for; empty for one that stands for none.</summary>
internal sealed class Reach
{
    // More than a real chart ever has; a hostile one is taken to read everything.
    private const int MaxValues = 256;

    private Reach(ImmutableHashSet<ReachedValue> values) => Values = values;

    public static Reach Nothing { get; } = new([]);

    public ImmutableHashSet<ReachedValue> Values { get; }

    public bool IsNothing => Values.IsEmpty;

    /// <summary>Whether there are too many to go on with.</summary>
    public bool IsTooWide => Values.Count > MaxValues;

    public static Reach Of(ValuePattern pattern) => new([new ReachedValue(pattern, IsEntry: false)]);

    public Reach With(Reach other) => other.IsNothing ? this : IsNothing ? other : new Reach(Values.Union(other.Values));

    /// <summary>The members of that name.</summary>
    public Reach Member(string name) => new([.. Values.Select(value => value.Member(name)).OfType<ReachedValue>()]);

    public Reach Items() => new([.. Values.Where(value => !value.IsEntry).Select(value => new ReachedValue(value.Pattern.Then(UseStep.AnyItem), false))]);

    /// <summary>What a loop's variable stands for: an item of a list, or an entry of a map.</summary>
    public Reach Looped() => Items().With(new Reach([.. Values.Select(value => value with { IsEntry = true })]));
}

/// <summary>A value that an expression may stand for.</summary>
/// <param name="IsEntry">Whether it is an entry (`key` and `value`) of the map at the pattern instead of that map.</param>
internal sealed record ReachedValue(ValuePattern Pattern, bool IsEntry)
{
    /// <summary>What is read where the expression itself is: of an entry, any value of its map.</summary>
    public ValuePattern Read => IsEntry ? Pattern.Then(UseStep.AnyKey) : Pattern;

    public ReachedValue? Member(string name) => (IsEntry, name) switch
    {
        (false, _) => new ReachedValue(Pattern.Then(UseStep.Of(name)), false),
        (true, "value") => new ReachedValue(Read, false),
        _ => null,
    };
}
