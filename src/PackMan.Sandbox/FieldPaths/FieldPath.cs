using System.Collections.Immutable;

namespace PackMan.Sandbox.FieldPaths;

/// <summary>A place in an object, written as the server writes it: `.spec.containers[name="web"].image`.</summary>
internal sealed record FieldPath(ImmutableArray<PathElement> Elements)
{
    public static FieldPath Root { get; } = new(ImmutableArray<PathElement>.Empty);

    public FieldPath Then(PathElement element) => new(Elements.Add(element));

    public override string ToString() => string.Concat(Elements);
}
