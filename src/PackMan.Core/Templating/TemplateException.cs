using System.Collections.Immutable;
using PackMan.Templating.Tracing;

namespace PackMan.Templating;

/// <summary>A template that is wrong, breaks a limit, or whose output cannot be YAML; it points at the place that is at fault.</summary>
public sealed class TemplateException(string message, CodeFrame? frame, string? hint = null, Exception? innerException = null)
    : PackManException(message, innerException)
{
    public override string? Hint { get; } = hint;

    public override CodeFrame? Frame { get; } = frame;

    /// <summary>Whether the template itself refuses its values, by `required` or `fail`: it asks for something only a user can give.</summary>
    public bool IsRefusal { get; init; }

    /// <summary>What the place at fault had read; known in renderings that explain.</summary>
    internal ImmutableArray<ReadValue> Reads { get; init; } = [];

    /// <summary>Whether it took too long: nobody wants to wait for that twice.</summary>
    internal bool IsOutOfTime { get; init; }
}
