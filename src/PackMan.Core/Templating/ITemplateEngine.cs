using System.Collections.Immutable;
using PackMan.Charts;
using PackMan.Live;
using PackMan.Manifests;
using PackMan.Subcharts;
using PackMan.Templating.Calls;
using PackMan.Templating.Uses;
using PackMan.Yaml;

namespace PackMan.Templating;

/// <summary>Turns a chart and values into text. Scriban charts have one implementation; Go templates will be another.</summary>
public interface ITemplateEngine
{
    /// <summary>Parses every template and renders none.</summary>
    /// <exception cref="PackManException">A template cannot be parsed.</exception>
    void Parse(Chart chart);

    /// <exception cref="PackManException">A template is wrong or its output cannot be YAML; the error carries its <see cref="CodeFrame"/>.</exception>
    RenderedChart Render(RenderRequest request, CancellationToken cancellationToken = default);

    /// <summary>Renders all that can be rendered, and tells all that is wrong instead of stopping at the first. Helm charts are passed over.</summary>
    TemplateSurvey Survey(RenderRequest request, CancellationToken cancellationToken = default);

    /// <summary>Which partials, functions and files the templates of a chart name in their text.</summary>
    /// <exception cref="PackManException">A template cannot be parsed.</exception>
    TemplateCalls CallsIn(ChartInUse chart);

    /// <summary>What the templates of a chart and of its library charts could read of its values: every text counts, whether a rendering comes by or not.</summary>
    /// <param name="chart">The chart with its computed values, whose texts may be templates themselves.</param>
    /// <exception cref="PackManException">A template cannot be parsed.</exception>
    ValueUses UsesIn(ChartInUse chart);
}

/// <summary>All a rendering may depend on, so that equal requests give equal bytes.</summary>
public sealed record RenderRequest
{
    /// <summary>The chart and its subcharts, each with its computed values; a null in them marks a key as declared but without a value.</summary>
    public required ChartInUse Root { get; init; }

    public required ReleaseScope Release { get; init; }

    public required Capabilities Capabilities { get; init; }

    /// <summary>Reads live objects for `lookup`; null when there is no cluster, and then `lookup` gives an empty map.</summary>
    public IObjectLookup? Lookup { get; init; }

    /// <summary>Whether the notes of subcharts follow those of the chart (`--render-subchart-notes`).</summary>
    public bool SubchartNotes { get; init; }

    /// <summary>
    /// Whether the source maps also tell what every scalar was made of. Such a rendering gives the same text and takes several times as
    /// long, so it is asked for only when somebody wants to know.
    /// </summary>
    public bool Explains { get; init; }

    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Where `random.*`, certificates and `date.now` take their answers from.</summary>
    public RenderSeed Seed { get; init; } = new();
}

/// <summary>`release` in templates.</summary>
public sealed record ReleaseScope(string Name, string Namespace, int Revision, bool IsInstall)
{
    public bool IsUpgrade => !IsInstall;
}

/// <summary>`capabilities` in templates.</summary>
/// <param name="KubeVersion">The server's version (`v1.36.0`), or the newest known one without a cluster.</param>
/// <param name="ApiVersions">`apps/v1` and `apps/v1/Deployment`.</param>
public sealed record Capabilities(string KubeVersion, ImmutableSortedSet<string> ApiVersions);

/// <summary>`lookup` in templates.</summary>
public interface IObjectLookup
{
    /// <summary>The live object, or null; with an empty name the list of all in the namespace (empty: of all namespaces).</summary>
    YamlNode? Find(string apiVersion, string kind, string namespaceName, string name);
}

/// <summary>What rendering gave.</summary>
/// <param name="Files">A file per template of each chart that is no partial and not `NOTES.txt`, sorted by path; texts may be empty.</param>
/// <param name="Notes">`NOTES.txt`, rendered; null when there is none.</param>
public sealed record RenderedChart(ImmutableArray<RenderedFile> Files, string? Notes);

/// <summary>One rendered template.</summary>
/// <param name="Path">`CHART/templates/service.yaml`, as Helm's `# Source:` comments name it.</param>
/// <param name="Lines">For each line of <paramref name="Text"/> the template position it came from.</param>
public sealed record RenderedFile(string Path, string Text, SourceMap Lines);
