using System.Collections.Immutable;
using PackMan.Templating.Output;

namespace PackMan.Templating;

/// <summary>Template positions of emitted lines.</summary>
/// <param name="Lines">Entry i belongs to the emitted line i + 1; the frame carries the include chain.</param>
public sealed record SourceMap(ImmutableArray<CodeFrame> Lines)
{
    public static SourceMap Empty { get; } = new([]);

    /// <summary>What wrote the scalars of each line; empty unless the rendering was asked to explain.</summary>
    internal ImmutableArray<ImmutableArray<SourceMark>> Marks { get; init; } = [];

    /// <summary>The template position of a 1-based emitted line; null beyond the end.</summary>
    public CodeFrame? Find(int line) => line >= 1 && line <= Lines.Length ? Lines[line - 1] : null;
}
