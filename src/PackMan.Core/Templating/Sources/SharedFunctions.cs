using System.Collections.Immutable;
using Scriban.Syntax;

namespace PackMan.Templating.Sources;

/// <summary>Functions that partials define at their top level; every template of the chart can call them by name.</summary>
internal static class SharedFunctions
{
    /// <exception cref="TemplateException">Two partials define the same function.</exception>
    public static ImmutableSortedDictionary<string, ScriptFunction> Collect(IEnumerable<ParsedTemplate> partials)
    {
        var functions = ImmutableSortedDictionary.CreateBuilder<string, ScriptFunction>(StringComparer.Ordinal);
        var places = new Dictionary<string, CodeFrame>(StringComparer.Ordinal);
        foreach (var partial in partials)
        {
            foreach (var function in Declarations(partial))
            {
                var name = ((ScriptVariable)function.NameOrDoToken!).Name;
                var frame = partial.Source.Frame(function.Span.Start.Offset);
                if (!places.TryAdd(name, frame))
                {
                    throw new TemplateException($"Function `{name}` is defined twice, first at {places[name]}", frame, "Give one of them another name");
                }

                functions.Add(name, function);
            }
        }

        return functions.ToImmutable();
    }

    private static IEnumerable<ScriptFunction> Declarations(ParsedTemplate partial) =>
        partial.Template.Page?.Body?.Statements.OfType<ScriptFunction>().Where(function => !function.IsAnonymous) ?? [];
}
