using System.Collections.Immutable;

namespace PackMan.Templating;

/// <summary>What a rendering gives when it goes on after failures: all that can be rendered, and all that is wrong.</summary>
/// <param name="Files">The templates that could be rendered, sorted by path.</param>
/// <param name="Unparsed">What is wrong with the text of templates. Without one that cannot be parsed, others may fail that include it.</param>
/// <param name="Failed">Templates that are parsed and cannot be rendered, notes included.</param>
public sealed record TemplateSurvey(ImmutableArray<RenderedFile> Files, ImmutableArray<PackManException> Unparsed, ImmutableArray<PackManException> Failed);
