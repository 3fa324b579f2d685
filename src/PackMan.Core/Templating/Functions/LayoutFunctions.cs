using PackMan.Templating.Output;

namespace PackMan.Templating.Functions;

/// <summary>
/// Indentation and trimming. YAML text stays what it is, because the place where it lands decides: Helm's `| nindent 8` does
/// neither good nor harm. Strings are really indented.
/// </summary>
internal static class LayoutFunctions
{
    public static object? Indent(FunctionCall call) => AsYamlText(call) ?? (object)Indented(call);

    public static object? NewLineIndent(FunctionCall call) => AsYamlText(call)?.OnNewLine() ?? (object)("\n" + Indented(call));

    public static object? Trim(FunctionCall call) => call.Value(0) is YamlText text ? text : call.Text(0).Trim();

    public static object? TrimStart(FunctionCall call) => call.Value(0) is YamlText text ? text : call.Text(0).TrimStart();

    public static object? TrimEnd(FunctionCall call) => call.Value(0) is YamlText text ? text : call.Text(0).TrimEnd();

    private static YamlText? AsYamlText(FunctionCall call) => call.Value(0) switch
    {
        YamlText text => text,
        _ when call.Node(0) is Yaml.YamlMap or Yaml.YamlList => (YamlText)DataFunctions.ToYaml(call)!,
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
        if ((text.AsSpan().Count('\n') + 1L) * columns + text.Length > call.Context.Environment.Limits.StringLength)
        {
            throw call.Error("The indented text is too long");
        }

        return string.Join('\n', text.Split('\n').Select(line => line.Length == 0 ? line : blanks + line));
    }
}
