using System.Text.RegularExpressions;
using PackMan.Templating.Sources;
using Scriban.Syntax;

namespace PackMan.Templating.Calls;

/// <summary>Finds text that is laid out by hand as Helm's templates have to: `to_yaml | indent 8`, `include 'labels' | nindent 4`.</summary>
internal static partial class HandLayout
{
    /// <summary>The functions that could be left out, as they stand in the pipe; null when there are none.</summary>
    public static string? Find(ScriptExpression expression)
    {
        var names = NamesIn(expression).ToList();
        var converts = names.Contains("to_yaml");
        var indents = names.Exists(name => name is "indent" or "nindent");
        return converts && (indents || names[^1] == "raw") ? string.Join(" | ", names.Where(name => name is "to_yaml" or "indent" or "nindent" or "raw"))
            : indents && names[0] == "include" ? names.Find(name => name is "indent" or "nindent")
            : null;
    }

    public static bool IsYaml(ParsedTemplate template) =>
        template.Path.EndsWith(".yaml", StringComparison.Ordinal) || template.Path.EndsWith(".yml", StringComparison.Ordinal);

    /// <summary>Whether an offset stands inside a `|` or `>` block, as far as the template's own text tells; there, layout may be part of the content.</summary>
    public static bool IsInBlockScalar(string text, int offset)
    {
        var lines = text[..offset].Split('\n');
        var indentation = IndentationOf(lines[^1]);
        var isNearest = true;
        foreach (var line in lines[..^1].Reverse().Where(line => !string.IsNullOrWhiteSpace(line) && !line.TrimStart().StartsWith("{{", StringComparison.Ordinal)))
        {
            var isAbove = IndentationOf(line) < indentation;
            if ((isAbove || isNearest) && BlockHeader().IsMatch(line))
            {
                return true;
            }

            indentation = isAbove ? IndentationOf(line) : indentation;
            isNearest = false;
        }

        return false;
    }

    private static IEnumerable<string> NamesIn(ScriptNode? node) => node switch
    {
        ScriptPipeCall pipe => NamesIn(pipe.From).Concat(NamesIn(pipe.To)),
        ScriptFunctionCall call => NamesIn(call.Target),
        ScriptVariable variable => [variable.Name],
        _ => [],
    };

    private static int IndentationOf(string line) => line.Length - line.TrimStart(' ').Length;

    [GeneratedRegex(@"[:\-]\s+[|>][-+0-9]*\s*(#.*)?$")]
    private static partial Regex BlockHeader();
}
