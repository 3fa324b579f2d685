using System.Collections.Immutable;
using PackMan.Charts;
using PackMan.Subcharts;
using PackMan.Templating.Functions;
using Scriban;
using Scriban.Parsing;
using Scriban.Syntax;

namespace PackMan.Templating.Sources;

/// <summary>
/// The parsed templates of one chart: what is rendered, and the partials and functions its templates may use. These are its own and those of
/// the library charts it depends on, and of no other chart.
/// </summary>
internal sealed class TemplateLibrary
{
    private static readonly ParserOptions Parser = new() { ParseFloatAsDecimal = true };

    private readonly string _name;
    private readonly ImmutableArray<TemplateLibrary> _libraries;
    private readonly Dictionary<string, (TemplateSource Source, TemplateLibrary Owner)> _sources = new(StringComparer.Ordinal);
    private readonly PartialIndex _partials;
    private readonly ImmutableSortedDictionary<string, ScriptFunction> _functions;

    private TemplateLibrary(string name, ImmutableArray<ParsedTemplate> templates, ImmutableArray<TemplateLibrary> libraries)
    {
        var partials = templates.Where(template => template.Kind == TemplateKind.Partial);
        _name = name;
        _libraries = libraries;
        All = [.. templates, .. libraries.SelectMany(library => library.All)];
        _partials = new PartialIndex(partials);
        _functions = SharedFunctions.Collect(partials);
        Rendered = [.. templates.Where(template => template.Kind == TemplateKind.Manifest)];
        Notes = templates.FirstOrDefault(template => template.Kind == TemplateKind.Notes);
        foreach (var (path, entry) in libraries.SelectMany(library => library._sources))
        {
            _sources[path] = entry;
        }

        foreach (var template in templates)
        {
            _sources[template.Source.Path] = (template.Source, this);
        }

        VisibleFunctions = CollectFunctions();
    }

    /// <summary>Every template whose text may read the values of the chart: its own and those of its libraries, partials included.</summary>
    public ImmutableArray<ParsedTemplate> All { get; }

    public ImmutableArray<ParsedTemplate> Rendered { get; }

    public ParsedTemplate? Notes { get; }

    /// <summary>Functions that templates call by name. One that several libraries define is an error when it is called.</summary>
    public ImmutableSortedDictionary<string, object?> VisibleFunctions { get; }

    /// <summary>Every name that an include may use, shortest forms included.</summary>
    public IEnumerable<string> Names => OwnNames
        .Concat(_libraries.SelectMany(library => library.OwnNames.Concat(library.OwnNames.Select(name => $"{library._name}/{name}"))))
        .Distinct();

    private IEnumerable<string> OwnNames => _partials.Names.Concat(_functions.Keys);

    /// <exception cref="TemplateException">A template is no UTF-8 or cannot be parsed.</exception>
    public static TemplateLibrary Load(ChartInUse chart)
    {
        var problems = new ParseProblems();
        var templates = chart.Chart.Templates
            .OrderBy(file => file.Path, StringComparer.Ordinal)
            .Select(file => Parse(chart, file, problems))
            .OfType<ParsedTemplate>()
            .ToImmutableArray();
        problems.ThrowIfAny();
        return new TemplateLibrary(chart.Name, templates, [.. chart.Subcharts.Where(subchart => subchart.IsLibrary).Select(Load)]);
    }

    /// <summary>The library without the templates that are no UTF-8 or cannot be parsed, which are told as faults.</summary>
    /// <exception cref="TemplateException">Two partials define the same function.</exception>
    public static TemplateLibrary LoadSound(ChartInUse chart, ICollection<TemplateException> faults)
    {
        var templates = chart.Chart.Templates.OrderBy(file => file.Path, StringComparer.Ordinal).Select(file => ParseSound(chart, file, faults)).OfType<ParsedTemplate>();
        return new TemplateLibrary(chart.Name, [.. templates], [.. chart.Subcharts.Where(subchart => subchart.IsLibrary).Select(library => LoadSound(library, faults))]);
    }

    /// <summary>What a name means: nothing, one thing, or several when it is ambiguous. The chart's own wins over a library's, a partial over a function.</summary>
    public IReadOnlyList<SharedPart> Find(string name)
    {
        if (FindOwn(name) is { Count: > 0 } own)
        {
            return own;
        }

        var slash = name.IndexOf('/', StringComparison.Ordinal);
        var qualified = slash < 0 ? null : _libraries.FirstOrDefault(library => library._name == name[..slash]);
        return qualified?.FindOwn(name[(slash + 1)..]) is { Count: > 0 } found ? found : [.. _libraries.SelectMany(library => library.FindOwn(name))];
    }

    /// <summary>Everything a name can mean in a text of <see cref="All"/>, whichever chart the text belongs to.</summary>
    public IEnumerable<SharedPart> FindAnywhere(string name) => FindOwn(name).Concat(_libraries.SelectMany(library =>
        library.FindAnywhere(name.StartsWith($"{library._name}/", StringComparison.Ordinal) ? name[(library._name.Length + 1)..] : name)));

    public TemplateSource? FindSource(string path) => _sources.TryGetValue(path, out var entry) ? entry.Source : null;

    /// <summary>The chart that a template belongs to, as far as it is visible from here.</summary>
    public TemplateLibrary? OwnerOf(string? path) => path is not null && _sources.TryGetValue(path, out var entry) ? entry.Owner : null;

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

    private IReadOnlyList<SharedPart> FindOwn(string name) => _partials.Find(name) is { Count: > 0 } partials
        ? [.. partials.Select(partial => new SharedPart(_name, partial.Path, partial, null))]
        : _functions.TryGetValue(name, out var function) ? [new SharedPart(_name, name, null, function)] : [];

    private ImmutableSortedDictionary<string, object?> CollectFunctions()
    {
        var borrowed = _libraries
            .SelectMany(library => library._functions.Select(function => (function.Key, function.Value, Library: library._name)))
            .Where(function => !_functions.ContainsKey(function.Key))
            .GroupBy(function => function.Key, StringComparer.Ordinal)
            .Select(group => KeyValuePair.Create(group.Key, group.Count() == 1 ? group.First().Value : (object?)Ambiguous(group.Key, [.. group.Select(function => function.Library)])));
        return _functions.Select(function => KeyValuePair.Create(function.Key, (object?)function.Value)).Concat(borrowed).ToImmutableSortedDictionary(StringComparer.Ordinal);
    }

    private static TemplateFunction Ambiguous(string name, string[] libraries) => new(name, ["arguments..."], call => throw call.Error(
        $"`{name}` is defined by several library charts: {string.Join(", ", libraries.Select(library => $"`{library}`"))}",
        $"Say which one you mean: `include '{libraries[0]}/{name}'`"));

    private static ParsedTemplate? ParseSound(ChartInUse chart, ChartFile file, ICollection<TemplateException> faults)
    {
        var problems = new ParseProblems();
        try
        {
            var template = Parse(chart, file, problems);
            problems.Each().ToList().ForEach(faults.Add);
            return problems.Each().Any() ? null : template;
        }
        catch (TemplateException unreadable)
        {
            faults.Add(unreadable);
            return null;
        }
    }

    private static ParsedTemplate? Parse(ChartInUse chart, ChartFile file, ParseProblems problems)
    {
        if (ParsedTemplate.KindOf(file.Path) is not { } kind || (chart.IsLibrary && kind != TemplateKind.Partial))
        {
            return null;
        }

        var path = $"{chart.Folder}/{file.Path}";
        var source = new TemplateSource(path, TemplateDecoder.Decode(file, path));
        var template = Template.Parse(source.Text, path, Parser);
        problems.Add(source, template);
        return new ParsedTemplate(file.Path, source, template, kind);
    }
}

/// <summary>A partial or a function that templates can include by name.</summary>
/// <param name="Library">The chart that has it.</param>
/// <param name="Path">A partial's path inside its chart; a function's name.</param>
internal sealed record SharedPart(string Library, string Path, ParsedTemplate? Partial, ScriptFunction? Function);
