using PackMan.Templating.Functions.Data;
using PackMan.Templating.Output;
using PackMan.Yaml;

namespace PackMan.Templating.Functions.Strings;

/// <summary>
/// Indentation and trimming. YAML text stays what it is, because the place where it lands decides: Helm's `| nindent 8` does
/// neither good nor harm. Strings are really indented.
/// </summary>
internal static class LayoutFunctions
{
    public static object? Indent(FunctionCall call) => AsYamlText(call) ?? (object)Indented(call);

    public static object? NewLineIndent(FunctionCall call) => AsYamlText(call)?.OnNewLine() ?? (object)("\n" + Indented(call));

    /// <summary>Without blanks and line ends, or without the given characters, at both ends.</summary>
    public static object? Trim(FunctionCall call) => call.Value(0) is YamlText text ? text : call.Text(0).Trim(Characters(call));

    public static object? TrimStart(FunctionCall call) => call.Value(0) is YamlText text ? text : call.Text(0).TrimStart(Characters(call));

    public static object? TrimEnd(FunctionCall call) => call.Value(0) is YamlText text ? text : call.Text(0).TrimEnd(Characters(call));

    // .NET takes an empty array for white space.
    private static char[] Characters(FunctionCall call) => call.Text(1).ToCharArray();

    private static YamlText? AsYamlText(FunctionCall call) => call.Value(0) switch
    {
        YamlText text => text,
        _ when call.Node(0) is YamlMap or YamlList => (YamlText)DataFunctions.ToYaml(call)!,
        _ => null,
    };

    private static string Indented(FunctionCall call)
    {
        var columns = call.Integer(1);
        if (columns is < 0 or > 1000)
        {
            throw call.Error("An indentation is a number from 0 to 1000");
        }

        var blanks = new string(' ', columns);
        var text = call.Text(0);
        call.CheckLength((text.AsSpan().Count('\n') + 1L) * columns + text.Length);
        return string.Join('\n', text.Split('\n').Select(line => line.Length == 0 ? line : blanks + line));
    }
}
