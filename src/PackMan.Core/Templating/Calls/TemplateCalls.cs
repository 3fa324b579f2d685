using System.Collections.Immutable;

namespace PackMan.Templating.Calls;

/// <summary>What the templates of a chart name in their text, whether a rendering comes by or not.</summary>
public sealed record TemplateCalls
{
    /// <summary>Includes of names that no partial and no function has.</summary>
    public ImmutableArray<NamedInTemplate> UnknownIncludes { get; init; } = [];

    /// <summary>The chart's partials that nothing includes and whose functions nothing calls; empty where names are computed, because then any may be meant.</summary>
    public ImmutableArray<NamedInTemplate> UnusedPartials { get; init; } = [];

    /// <summary>Paths given to `files.get` and `files.lines`.</summary>
    public ImmutableArray<NamedInTemplate> Files { get; init; } = [];

    /// <summary>Functions that do by hand what is done by itself, such as `indent` behind an `include`.</summary>
    public ImmutableArray<NamedInTemplate> Needless { get; init; } = [];

    /// <summary>Whether a template of the chart or its subcharts may print something else for an upgrade than for an installation.</summary>
    public bool AsksForUpgrade { get; init; }
}

/// <summary>A name in a template.</summary>
/// <param name="Nearest">The known name that was probably meant; null when none is near.</param>
public sealed record NamedInTemplate(string Name, CodeFrame Frame, string? Nearest = null);
