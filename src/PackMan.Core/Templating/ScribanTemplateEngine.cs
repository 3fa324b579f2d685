using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using PackMan.Charts;
using PackMan.Subcharts;
using PackMan.Templating.Evaluation;
using PackMan.Templating.Sources;
using PackMan.Templating.Uses;
using PackMan.Yaml;

namespace PackMan.Templating;

/// <summary>
/// Renders native charts: Scriban templates in a sandbox, written through a writer that knows YAML. Templates are parsed once
/// and rendered in parallel; equal requests give equal bytes.
/// </summary>
public sealed partial class ScribanTemplateEngine : ITemplateEngine
{
    // A chart that is rendered, looked at for uses, and rendered again to explain an error is parsed once.
    private readonly ConditionalWeakTable<ChartInUse, TemplateLibrary> _libraries = [];
    private readonly Limits _limits;

    public ScribanTemplateEngine()
        : this(Limits.Default)
    {
    }

    internal ScribanTemplateEngine(Limits limits) => _limits = limits;

    public void Parse(Chart chart)
    {
        ArgumentNullException.ThrowIfNull(chart);
        EnsureNative(chart);
        _ = TemplateLibrary.Load(ChartInUse.Alone(chart, YamlMap.Empty));
    }

    public RenderedChart Render(RenderRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        foreach (var chart in request.Root.All)
        {
            EnsureNative(chart.Chart);
        }

        var environments = Load(request);
        using var deadline = new RenderDeadline(_limits.RenderTime, request.Time, cancellationToken);
        try
        {
            var files = RenderAll(environments, deadline.Token);
            return new RenderedChart(files, RenderNotes(request, environments, deadline.Token));
        }
        catch (TemplateException) when (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellationToken);
        }
    }

    public ValueUses UsesIn(ChartInUse chart)
    {
        ArgumentNullException.ThrowIfNull(chart);
        EnsureNative(chart.Chart);
        return TemplateUses.Find(LibraryOf(chart), chart);
    }

    private static void EnsureNative(Chart chart)
    {
        if (!chart.Metadata.IsNative)
        {
            throw new HelmTemplatesException(chart);
        }
    }

    private TemplateLibrary LibraryOf(ChartInUse chart) => _libraries.GetValue(chart, TemplateLibrary.Load);

    /// <summary>What the templates of each chart share, outermost chart first. Library charts have none to render.</summary>
    private ImmutableArray<RenderEnvironment> Load(RenderRequest request)
    {
        var charts = request.Root.All.Where(chart => !chart.IsLibrary).ToImmutableArray();
        return InOrder.Select(charts, charts.Sum(chart => chart.Chart.Templates.Length), chart => new RenderEnvironment(request, chart, LibraryOf(chart), _limits));
    }

    private static ImmutableArray<RenderedFile> RenderAll(ImmutableArray<RenderEnvironment> environments, CancellationToken stop)
    {
        var templates = InPathOrder(environments);
        return InOrder.Select(templates, templates.Length, pair => TemplateRun.RenderFile(pair.Environment, pair.Template, stop));
    }

    private static ImmutableArray<(RenderEnvironment Environment, ParsedTemplate Template)> InPathOrder(ImmutableArray<RenderEnvironment> environments) =>
    [
        .. environments
            .SelectMany(environment => environment.Library.Rendered.Select(template => (Environment: environment, Template: template)))
            .OrderBy(pair => pair.Template.Source.Path, StringComparer.Ordinal),
    ];

    private static string? RenderNotes(RenderRequest request, ImmutableArray<RenderEnvironment> environments, CancellationToken stop)
    {
        var notes = environments
            .Where(environment => environment.Library.Notes is not null && (request.SubchartNotes || environment.Chart.Path.IsEmpty))
            .Select(environment => TemplateRun.RenderText(environment, environment.Library.Notes!, stop))
            .ToList();
        return notes.Count == 0 ? null : string.Join('\n', notes);
    }
}
