using System.Collections.Immutable;
using PackMan.Charts;
using Scriban;
using Scriban.Parsing;
using Scriban.Syntax;

namespace PackMan.Templating.Sources;

/// <summary>The parsed templates of one chart: what is rendered, and the partials and functions every template may use.</summary>
internal sealed class TemplateLibrary
{
    private static readonly ParserOptions Parser = new() { ParseFloatAsDecimal = true };

    private readonly Dictionary<string, TemplateSource> _sources = new(StringComparer.Ordinal);

    private TemplateLibrary(ImmutableArray<ParsedTemplate> templates)
    {
        All = templates;
        Rendered = [.. templates.Where(template => template.Kind == TemplateKind.Manifest)];
        Notes = templates.FirstOrDefault(template => template.Kind == TemplateKind.Notes);
        Partials = new PartialIndex(templates.Where(template => template.Kind == TemplateKind.Partial));
        Functions = SharedFunctions.Collect(templates.Where(template => template.Kind == TemplateKind.Partial));
        foreach (var template in templates)
        {
            _sources[template.Source.Path] = template.Source;
        }
    }

    /// <summary>Every template of the chart, partials included.</summary>
    public ImmutableArray<ParsedTemplate> All { get; }

    public ImmutableArray<ParsedTemplate> Rendered { get; }

    public ParsedTemplate? Notes { get; }

    public PartialIndex Partials { get; }

    /// <summary>Functions that partials define with `func`, by name.</summary>
    public ImmutableSortedDictionary<string, ScriptFunction> Functions { get; }

    /// <exception cref="TemplateException">A template is no UTF-8 or cannot be parsed.</exception>
    public static TemplateLibrary Load(Chart chart)
    {
        var problems = new ParseProblems();
        var templates = chart.Templates
            .OrderBy(file => file.Path, StringComparer.Ordinal)
            .Select(file => Parse(chart, file, problems))
            .OfType<ParsedTemplate>()
            .ToImmutableArray();
        problems.ThrowIfAny();
        return new TemplateLibrary(templates);
    }

    public TemplateSource? FindSource(string path) => _sources.GetValueOrDefault(path);

    /// <summary>Parses a string that a template renders with `tpl`.</summary>
    public static ParsedTemplate ParseText(string path, string text)
    {
        var problems = new ParseProblems();
        var source = new TemplateSource(path, text);
        var template = Template.Parse(text, path, Parser);
        problems.Add(source, template);
        problems.ThrowIfAny();
        return new ParsedTemplate(path, source, template, TemplateKind.Partial);
    }

    private static ParsedTemplate? Parse(Chart chart, ChartFile file, ParseProblems problems)
    {
        if (ParsedTemplate.KindOf(file.Path) is not { } kind)
        {
            return null;
        }

        var path = $"{chart.Metadata.Name}/{file.Path}";
        var source = new TemplateSource(path, TemplateDecoder.Decode(file, path));
        var template = Template.Parse(source.Text, path, Parser);
        problems.Add(source, template);
        return new ParsedTemplate(file.Path, source, template, kind);
    }
}
