using System.Collections.Immutable;
using PackMan.Subcharts;
using PackMan.Templating.Evaluation;
using PackMan.Templating.Sources;
using Scriban.Syntax;

namespace PackMan.Templating.Calls;

/// <summary>Reads which names the templates of a chart use.</summary>
internal sealed class CallAnalysis(TemplateLibrary library)
{
    // Each is a look back through the text.
    private const int MaxHandLayouts = 500;

    private readonly List<(string Name, NamedInTemplate Place, string Source)> _includes = [];
    private readonly HashSet<(string Name, string Source)> _mentioned = [];
    private readonly List<NamedInTemplate> _files = [];
    private readonly List<NamedInTemplate> _needless = [];
    private bool _isComputed;
    private bool _asksForUpgrade;
    private int _handLayouts;

    public static TemplateCalls Find(TemplateLibrary library, ChartInUse chart)
    {
        var analysis = new CallAnalysis(library);
        foreach (var template in library.All)
        {
            analysis.Visit(template.Template.Page, template);
        }

        bool IsOwn(CodeFrame frame) => frame.File.StartsWith($"{chart.Folder}/{ParsedTemplate.Folder}", StringComparison.Ordinal);
        return new TemplateCalls
        {
            UnknownIncludes = [.. analysis.UnknownIncludes().Where(place => IsOwn(place.Frame))],
            UnusedPartials = [.. analysis.UnusedPartials().Where(place => IsOwn(place.Frame))],
            Files = [.. analysis._files.Where(place => IsOwn(place.Frame))],
            AsksForUpgrade = analysis._asksForUpgrade,
            Needless = [.. analysis._needless.Where(place => IsOwn(place.Frame))],
        };
    }

    private IEnumerable<NamedInTemplate> UnknownIncludes() => _includes
        .Where(include => !library.FindAnywhere(include.Name).Any())
        .Select(include => include.Place with { Nearest = NearestName.Find(include.Name, library.Names) });

    private IEnumerable<NamedInTemplate> UnusedPartials()
    {
        if (_isComputed)
        {
            return [];
        }

        var included = _includes.SelectMany(include => library.FindAnywhere(include.Name).Select(SourceOf).Where(path => path != include.Source)).ToHashSet(StringComparer.Ordinal);
        return library.All
            .Where(template => template.Kind == TemplateKind.Partial && !included.Contains(template.Source.Path) && !CallsFunctionOf(template))
            .Select(template => new NamedInTemplate(template.Path, template.Source.Frame(0)));
    }

    private static string SourceOf(SharedPart part) => part.Partial?.Source.Path ?? part.Function!.Span.FileName;

    private bool CallsFunctionOf(ParsedTemplate partial)
    {
        var functions = SharedFunctions.Collect([partial]).Keys.ToHashSet(StringComparer.Ordinal);
        return _mentioned.Any(mention => functions.Contains(mention.Name) && mention.Source != partial.Source.Path);
    }

    private void Visit(ScriptNode? node, ParsedTemplate template)
    {
        switch (node)
        {
            case null or ScriptRawStatement:
                return;
            case ScriptVariable variable:
                _mentioned.Add((variable.Name, template.Source.Path));
                _isComputed |= variable.Name == "tpl";
                break;
            case ScriptMemberExpression { Member.Name: "is_upgrade" or "is_install" or "revision" }:
                _asksForUpgrade = true;
                break;
            case ScriptFunctionCall { Target: { } function } call:
                VisitCall(function, call.Arguments.FirstOrDefault(), call, template);
                break;
            case ScriptPipeCall { From: { } from } pipe:
                VisitPipe(from, pipe, template);
                break;
            case ScriptExpressionStatement { Expression: { } expression }:
                VisitPrinted(expression, template);
                break;
            default:
                break;
        }

        foreach (var child in node.Children)
        {
            Visit(child, template);
        }
    }

    // Piped, the first argument stands in front.
    private void VisitPipe(ScriptExpression from, ScriptPipeCall pipe, ParsedTemplate template)
    {
        if (from is not ScriptPipeCall && pipe.To is not null)
        {
            VisitCall(pipe.To is ScriptFunctionCall { Target: { } target } ? target : pipe.To, from, pipe, template);
        }
    }

    private void VisitCall(ScriptNode function, ScriptExpression? first, ScriptNode place, ParsedTemplate template)
    {
        switch (function)
        {
            case ScriptVariable { Name: "include" } when place is ScriptPipeCall || place.Parent is not ScriptPipeCall pipe || pipe.To != place:
                VisitInclude(first, template);
                break;
            case ScriptMemberExpression { Target: ScriptVariable { Name: "files" }, Member.Name: "get" or "lines" } when first is ScriptLiteral { Value: string path } literal:
                _files.Add(new NamedInTemplate(path, FrameOf(literal, template)));
                break;
            default:
                break;
        }
    }

    private void VisitInclude(ScriptExpression? name, ParsedTemplate template)
    {
        if (name is ScriptLiteral { Value: string text } literal)
        {
            _includes.Add((text, new NamedInTemplate(text, FrameOf(literal, template)), template.Source.Path));
        }
        else
        {
            _isComputed = true;
        }
    }

    private void VisitPrinted(ScriptExpression expression, ParsedTemplate template)
    {
        if (HandLayout.IsYaml(template) && HandLayout.Find(expression) is { } function && _handLayouts++ < MaxHandLayouts && !HandLayout.IsInBlockScalar(template.Source.Text, expression.Span.Start.Offset))
        {
            _needless.Add(new NamedInTemplate(function, FrameOf(expression, template)));
        }
    }

    private static CodeFrame FrameOf(ScriptNode node, ParsedTemplate template) => template.Source.Frame(node.Span.Start.Offset, node.Span.Length);
}
