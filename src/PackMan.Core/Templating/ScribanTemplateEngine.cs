using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using PackMan.Charts;
using PackMan.Templating.Evaluation;
using PackMan.Templating.Output;
using PackMan.Templating.Sources;
using PackMan.Templating.Uses;
using PackMan.Yaml;

namespace PackMan.Templating;

/// <summary>
/// Renders native charts: Scriban templates in a sandbox, written through a writer that knows YAML. Templates are parsed once
/// and rendered in parallel; equal requests give equal bytes.
/// </summary>
public sealed class ScribanTemplateEngine : ITemplateEngine
{
    // A chart that is rendered, looked at for uses, and rendered again to explain an error is parsed once.
    private readonly ConditionalWeakTable<Chart, TemplateLibrary> _libraries = [];
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
        _ = LibraryOf(chart);
    }

    public RenderedChart Render(RenderRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        EnsureNative(request.Chart);
        var environment = new RenderEnvironment(request, LibraryOf(request.Chart), _limits);
        using var deadline = new CancellationTokenSource(_limits.RenderTime, request.Time);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            var files = RenderAll(environment, stop.Token);
            var notes = environment.Library.Notes is { } template ? TemplateRun.RenderText(environment, template, stop.Token) : null;
            return new RenderedChart(files, notes);
        }
        catch (TemplateException) when (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellationToken);
        }
    }

    public ValueUses UsesIn(Chart chart, YamlMap values)
    {
        ArgumentNullException.ThrowIfNull(chart);
        EnsureNative(chart);
        return TemplateUses.Find(LibraryOf(chart), chart, values);
    }

    private static void EnsureNative(Chart chart)
    {
        if (!chart.Metadata.IsNative)
        {
            throw new HelmTemplatesException(chart);
        }
    }

    private TemplateLibrary LibraryOf(Chart chart) => _libraries.GetValue(chart, TemplateLibrary.Load);

    // A template takes a fraction of a millisecond, a thread several to start: a usual chart is done before it has help.
    private const int WorthSharing = 24;

    private static ImmutableArray<RenderedFile> RenderAll(RenderEnvironment environment, CancellationToken stop)
    {
        var templates = environment.Library.Rendered;
        var files = new RenderedFile[templates.Length];
        var errors = new PackManException?[templates.Length];
        var parallelism = new ParallelOptions { MaxDegreeOfParallelism = templates.Length < WorthSharing ? 1 : -1 };
        Parallel.For(0, templates.Length, parallelism, i =>
        {
            try
            {
                files[i] = TemplateRun.RenderFile(environment, templates[i], stop);
            }
            catch (PackManException error)
            {
                errors[i] = error;
            }
        });

        // The first template in order decides, not the one that happened to fail first.
        return errors.FirstOrDefault(error => error is not null) is { } first ? throw first : [.. files];
    }
}
