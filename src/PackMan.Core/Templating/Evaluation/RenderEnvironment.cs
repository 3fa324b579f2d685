using PackMan.Subcharts;
using PackMan.Templating.Functions;
using PackMan.Templating.Functions.Strings;
using PackMan.Templating.Scope;
using PackMan.Templating.Sources;
using PackMan.Templating.Tracing;
using Scriban.Runtime;

namespace PackMan.Templating.Evaluation;

/// <summary>What all templates of one chart share in a rendering; nothing in it changes while they run.</summary>
internal sealed class RenderEnvironment(RenderRequest request, ChartInUse chart, TemplateLibrary library, Limits limits)
{
    public ChartInUse Chart => chart;

    public TemplateLibrary Library => library;

    public Limits Limits => limits;

    public IObjectLookup? Lookup => request.Lookup;

    /// <summary>The regular expressions that templates have used.</summary>
    public PatternCache Patterns { get; } = new(limits.RegexTime);

    /// <summary>Where everything comes from that nobody is to guess.</summary>
    public RenderSeed Seed => request.Seed;

    /// <summary>The moment of the rendering, in UTC.</summary>
    public DateTime Now => request.Seed.Now(request.Time).UtcDateTime;

    public ScriptObject Functions { get; } = FunctionScope.Builtins;

    /// <summary>`values`, `release` and the other names that are the same in every template of the chart.</summary>
    public ObjectNode Scope { get; } = ScopeBuilder.Build(request, chart, library, null);

    /// <summary>The same names for one rendering that explains.</summary>
    public ObjectNode ScopeOf(ReadTrace trace) => ScopeBuilder.Build(request, chart, library, trace);

    /// <summary>What remembers the reads of one template; null in ordinary renderings, which then pay nothing for it.</summary>
    public ReadTrace? NewTrace() => request.Explains ? new ReadTrace(chart, request.Root.Values) : null;

    /// <summary>`template`, which differs from template to template.</summary>
    public ObjectNode TemplateScope(ParsedTemplate template) => ScopeBuilder.ForTemplate(chart, template);
}
