using System.Collections.Immutable;
using PackMan.Templating.Tracing;

namespace PackMan.Explaining;

/// <summary>Where a field of a rendered object comes from.</summary>
/// <param name="Frame">The expression, or the text, of the template that wrote it, with the include chain.</param>
/// <param name="IsText">Whether the template says it in its own text, without an expression.</param>
/// <param name="Values">What it was made of, in the order of reading.</param>
/// <param name="Considered">What was read too and is not in it, such as an alternative that was null.</param>
/// <param name="Decisions">The conditions and loops around it, outermost first.</param>
internal sealed record FieldSource(
    CodeFrame Frame,
    bool IsText,
    ImmutableArray<ReadValue> Values,
    ImmutableArray<ReadValue> Considered,
    ImmutableArray<Decision> Decisions)
{
    /// <summary>All values that have a part in it.</summary>
    public IEnumerable<ReadValue> All => Values.Concat(Considered);
}
