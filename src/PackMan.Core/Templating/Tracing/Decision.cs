using System.Collections.Immutable;
using PackMan.Templating.Sources;

namespace PackMan.Templating.Tracing;

/// <summary>An `if` or a loop around what was written, and the values it asked.</summary>
public sealed record Decision
{
    private readonly Place _place;
    private readonly int _length;

    internal Decision(DecisionKind kind, Place place, int length, ReadValues asked, Decision? outer)
    {
        (Kind, _place, _length) = (kind, place, length);
        (Values, Outer) = (asked.All, outer);
    }

    public DecisionKind Kind { get; }

    /// <summary>The condition, or what the loop goes over.</summary>
    public CodeFrame Frame => _place.ToFrame(_length);

    public ImmutableArray<ReadValue> Values { get; }

    /// <summary>The `if` or loop around this one, through includes.</summary>
    public Decision? Outer { get; }
}

/// <summary>How a decision led to what was written.</summary>
public enum DecisionKind
{
    /// <summary>An `if` whose condition held.</summary>
    If,

    /// <summary>The `else` of one whose condition did not hold.</summary>
    Else,

    /// <summary>A loop, once for each item.</summary>
    For,
}
