using PackMan.Templating.Evaluation;
using PackMan.Templating.Output;
using PackMan.Templating.Scope;
using PackMan.Templating.Sources;
using PackMan.Yaml;
using Scriban.Runtime;
using Scriban.Syntax;

namespace PackMan.Templating.Functions;

/// <summary>`include` and `tpl`: templates inside templates.</summary>
internal static class Includes
{
    /// <summary>The partial or function of that name, rendered with the further arguments, as YAML text.</summary>
    public static object? Include(FunctionCall call)
    {
        var name = call.Text(0);
        var library = call.Context.Library;
        return library.Find(name) switch
        {
            [{ Partial: { } partial }] => YamlText.Of(call.Context.Call(partial, call.Caller, Unnamed(call.Arguments), Named(call))),
            [{ Function: { } function }] => call.Context.Call(function, call.Caller, Unnamed(call.Arguments, skip: 1)),
            [] => throw call.Error($"There is no partial `{name}`", FunctionCall.Nearest(name, library.Names) ?? "Partials are the files below `templates/` whose names start with `_`"),
            var found => throw Ambiguous(call, name, found),
        };
    }

    private static TemplateScriptException Ambiguous(FunctionCall call, string name, IReadOnlyList<SharedPart> found) =>
        found.Select(part => part.Library).Distinct().Count() == 1
            ? call.Error($"`{name}` means several partials: {string.Join(", ", found.Select(part => $"`{part.Path}`"))}", "Include it by its full name below `templates/`")
            : call.Error(
                $"Several library charts have a partial or function `{name}`: {string.Join(", ", found.Select(part => $"`{part.Library}`").Distinct())}",
                $"Say which one you mean: `{found[0].Library}/{name}`");

    /// <summary>A string rendered as a template; in a map or list, every string inside. The result is a value, not template text.</summary>
    public static object? Tpl(FunctionCall call) => call.Tree(Render(call, call.Node(0)));

    private static YamlNode Render(FunctionCall call, YamlNode node) => node switch
    {
        YamlString text when text.Value.Contains("{{", StringComparison.Ordinal) => new YamlString(Render(call, text.Value)),
        YamlMap map => new YamlMap([.. map.Entries.Select(entry => KeyValuePair.Create(entry.Key, Render(call, entry.Value)))]),
        YamlList list => new YamlList([.. list.Items.Select(item => Render(call, item))]),
        _ => node,
    };

    private static string Render(FunctionCall call, string text)
    {
        var place = call.Context.PlaceOf(call.Span);
        ParsedTemplate template;
        try
        {
            template = TemplateLibrary.ParseText($"{place.Source.Path} (tpl {place.Offset})", text.Replace("\r\n", "\n", StringComparison.Ordinal));
        }
        catch (TemplateException error)
        {
            throw call.Error($"The string that `tpl` renders cannot be parsed: {error.Message}");
        }

        return PlainText.Of(call.Context.Call(template, call.Caller, [], new Dictionary<string, object?>()));
    }

    // `$0` is the partial's name and `$1` the first argument, as in Scriban's own include.
    private static ScriptArray Unnamed(ScriptArray arguments, int skip = 0) => new(arguments.Skip(skip));

    private static Dictionary<string, object?> Named(FunctionCall call)
    {
        var named = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var name in ((IScriptObject)call.Arguments).GetMembers().Where(name => name != "size"))
        {
            if (call.Arguments.TryGetValue(name, out var value))
            {
                named[name] = value;
            }
        }

        return named;
    }
}
