using System.Collections.Immutable;
using PackMan.Subcharts;
using PackMan.Templating.Calls;
using PackMan.Templating.Evaluation;
using PackMan.Templating.Sources;

namespace PackMan.Templating;

/// <content>Looking at templates one by one, whatever is wrong with the others.</content>
public sealed partial class ScribanTemplateEngine
{
    public TemplateSurvey Survey(RenderRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        var faults = new List<TemplateException>();
        var environments = request.Root.All.Where(chart => !chart.IsLibrary && chart.Chart.Metadata.IsNative)
            .Select(chart => Open(request, chart, faults))
            .OfType<RenderEnvironment>()
            .ToImmutableArray();
        var (files, failed) = RenderEach(request, environments, cancellationToken);
        return new TemplateSurvey(files, [.. faults], IsWithoutPartials(faults) ? [] : failed);
    }

    public TemplateCalls CallsIn(ChartInUse chart)
    {
        ArgumentNullException.ThrowIfNull(chart);
        EnsureNative(chart.Chart);
        return CallAnalysis.Find(LibraryOf(chart), chart);
    }

    // Templates that use a partial that is not there fail for that alone.
    private static bool IsWithoutPartials(List<TemplateException> faults) =>
        faults.Exists(fault => fault.Frame is not { } frame || ParsedTemplate.KindOf(frame.File) == TemplateKind.Partial);

    /// <summary>What the templates of a chart share, of which those that cannot be parsed are left out; null when two partials contradict each other.</summary>
    private RenderEnvironment? Open(RenderRequest request, ChartInUse chart, List<TemplateException> faults)
    {
        try
        {
            return new RenderEnvironment(request, chart, LibraryOf(chart), _limits);
        }
        catch (TemplateException)
        {
            return OpenSound(request, chart, faults);
        }
    }

    private RenderEnvironment? OpenSound(RenderRequest request, ChartInUse chart, List<TemplateException> faults)
    {
        try
        {
            return new RenderEnvironment(request, chart, TemplateLibrary.LoadSound(chart, faults), _limits);
        }
        catch (TemplateException fault)
        {
            faults.Add(fault);
            return null;
        }
    }

    private (ImmutableArray<RenderedFile> Files, ImmutableArray<PackManException> Failed) RenderEach(
        RenderRequest request, ImmutableArray<RenderEnvironment> environments, CancellationToken cancellationToken)
    {
        using var deadline = new RenderDeadline(_limits.RenderTime, request.Time, cancellationToken);
        var templates = InPathOrder(environments);
        var (files, failed) = InOrder.TryAll(templates, templates.Length, pair => TemplateRun.RenderFile(pair.Environment, pair.Template, deadline.Token));
        var (_, notes) = InOrder.TryAll(environments, environments.Length, environment => environment.Library.Notes is { } template ? TemplateRun.RenderText(environment, template, deadline.Token) : "");
        cancellationToken.ThrowIfCancellationRequested();
        return (files, [.. failed, .. notes]);
    }
}
