using PackMan.Values;
using PackMan.Yaml;

namespace PackMan.Templating.Tracing;

/// <summary>Where a map or list that a template holds came from, so that what is read out of it can be told too.</summary>
/// <param name="Exact">The value that it is; null when it was made of others.</param>
/// <param name="Reads">The values that it was made of.</param>
internal sealed record TraceOf(ReadTrace Trace, ReadValue? Exact, ReadValues Reads)
{
    public static TraceOf Value(ReadTrace trace, ReadValue value) => new(trace, value, ReadValues.Of(value));

    /// <summary>A member or an item; it counts as read.</summary>
    public object? Read(PathStep step, YamlNode node, bool isDeclaring) =>
        (Exact is { } whole ? Trace.Member(whole, step, node) : Reads.Find(node)) is { } value
            ? Trace.Read(value, isDeclaring)
            : Trace.Wrap(this, node, isDeclaring);
}
