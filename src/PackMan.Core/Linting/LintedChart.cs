using System.Collections.Immutable;
using PackMan.Charts;
using PackMan.Charts.Loading;
using PackMan.KindSchemas;
using PackMan.Templating.Calls;
using PackMan.Templating.Uses;

namespace PackMan.Linting;

/// <summary>A chart with all that rules look at.</summary>
internal sealed class LintedChart(ExaminedChart examined, LintSettings settings, LintedFiles files)
{
    private HashSet<(string File, int Line)>? _failedAt;

    public Chart Chart => examined.Chart;

    public LintSettings Settings => settings;

    /// <summary>The chart's files with the lines that findings show.</summary>
    public LintedFiles Files => files;

    /// <summary>A rendering for each set of values, the chart's defaults first; those of Helm and library charts hold values only.</summary>
    public ImmutableArray<LintedRendering> Renderings { get; init; } = [];

    /// <summary>The values files of `ci/`, some of which may be no YAML.</summary>
    public ImmutableArray<ValuesSet> ValuesSets { get; init; } = [];

    /// <summary>What is wrong with the schema itself; null when it is fine or there is none.</summary>
    public PackManException? SchemaFault { get; init; }

    /// <summary>What the chart's own templates read of its values; null when it cannot be known.</summary>
    public ValueUses? Uses { get; init; }

    /// <summary>What they call; null when it cannot be known.</summary>
    public TemplateCalls? Calls { get; init; }

    /// <summary>Kinds that CRDs of the chart define.</summary>
    public required CustomKinds CustomKinds { get; init; }

    public bool IsRendered => Chart.Metadata is { IsNative: true, Type: ChartType.Application };

    public IEnumerable<PackManException> FaultsOf(ChartPart part) => examined.Faults.Where(fault => fault.Part == part).Select(fault => fault.Error);

    public bool HasFaultOf(ChartPart part) => FaultsOf(part).Any();

    /// <summary>Whether a rendering failed at a line: what is found there without rendering is told by that.</summary>
    public bool HasFailedAt(CodeFrame frame)
    {
        _failedAt ??= Renderings.SelectMany(rendering => rendering.Failures).Select(failure => failure.Frame).OfType<CodeFrame>().Select(place => (place.File, place.Line)).ToHashSet();
        return _failedAt.Contains((frame.File, frame.Line));
    }

    /// <summary>The place of a field of Chart.yaml; the start of the file where it is missing.</summary>
    public CodeFrame FrameOfField(string field) => Chart.Metadata.Source.Find(field) is { Origin: not null } node ? files.FrameOf(node) : FrameOf("Chart.yaml");

    /// <summary>The first line of one of the chart's files.</summary>
    public CodeFrame FrameOf(string path, int line = 1, int column = 1) => files.Frame(ChartText.NameOf(Chart.Location, path), line, column);
}

/// <summary>What was asked for, besides the chart.</summary>
/// <param name="KubeVersion">`v1.36.0`.</param>
/// <param name="Minor">Its minor version.</param>
/// <param name="SkipsSchemaValidation">Whether values that break the schema are welcome.</param>
internal sealed record LintSettings(string KubeVersion, int Minor, string Namespace, bool SkipsSchemaValidation)
{
    /// <summary>Whether the user named the version.</summary>
    public bool IsVersionAsked { get; init; }
}
