using System.Collections.Immutable;
using PackMan.Yaml;

namespace PackMan.Values;

/// <summary>A leaf of merged values and its history.</summary>
/// <param name="Path">Where it stands.</param>
/// <param name="State">Whether it is there, and if not, why.</param>
/// <param name="Value">What it is, with its origin; of an item that was dropped, the list that took the place of its list.</param>
/// <param name="Overridden">What stood there before, nearest first, each with its origin.</param>
public sealed record TracedValue(ImmutableArray<PathStep> Path, TracedState State, YamlNode Value, ImmutableArray<YamlNode> Overridden);

/// <summary>Whether a traced value is there.</summary>
public enum TracedState
{
    /// <summary>It is.</summary>
    Set,

    /// <summary>Its key is null and nothing stood there before.</summary>
    Declared,

    /// <summary>Its key is null, which took away what stood there before.</summary>
    Deleted,

    /// <summary>It was an item of a list that a shorter one replaced.</summary>
    Dropped,
}
