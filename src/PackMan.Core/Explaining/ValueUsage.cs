using System.Collections.Immutable;

namespace PackMan.Explaining;

/// <summary>What a value is used for.</summary>
/// <param name="Value">The value with its origin; null where no layer names it.</param>
/// <param name="Path">As it was asked for.</param>
/// <param name="ReadAt">The expressions that could read it, whether this rendering came by or not.</param>
/// <param name="EndsIn">The fields that it is in.</param>
/// <param name="DecidesAbout">The objects that are there, or look as they do, because of it.</param>
public sealed record ValueUsage(
    string Path,
    ExplainedValue? Value,
    ImmutableArray<CodeFrame> ReadAt,
    ImmutableArray<UsedField> EndsIn,
    ImmutableArray<UsedField> DecidesAbout);

/// <summary>A field that a value has to do with.</summary>
/// <param name="Object">`kind/namespace/name`.</param>
/// <param name="Field">The field; null for the object as a whole.</param>
/// <param name="Frame">What wrote the field, or the condition or loop that decides about it.</param>
public sealed record UsedField(string Object, string? Field, CodeFrame Frame);
