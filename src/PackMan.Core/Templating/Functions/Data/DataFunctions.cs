using System.Text.Json;
using PackMan.Templating.Output;
using PackMan.Templating.Scope;
using PackMan.Yaml;

namespace PackMan.Templating.Functions.Data;

/// <summary>Trees from and to text.</summary>
internal static class DataFunctions
{
    public static object? ToYaml(FunctionCall call) => call.Value(0) is YamlText text ? text : Text(call, YamlWriter.Write(Writable(call)));

    /// <summary>JSON on one line, or indented, which is YAML too; what no YAML reader takes as it is stands escaped.</summary>
    public static object? ToJson(FunctionCall call) =>
        Text(call, YamlSafeJson.Of(JsonText.Write(Writable(call), indented: call.Context.ToBool(call.Span, call.Value(1)))));

    public static object? ToToml(FunctionCall call) => Writable(call) is YamlMap map
        ? TomlText.Write(map)
        : throw call.Error("`to_toml` takes a map: TOML has nothing else at its top level");

    public static object? FromJson(FunctionCall call)
    {
        try
        {
            return call.Tree(JsonText.Parse(call.Text(0)));
        }
        catch (JsonException error)
        {
            throw call.Error($"The text is no JSON: {error.Message.TrimEnd('.')}");
        }
    }

    public static object? FromYaml(FunctionCall call)
    {
        try
        {
            return call.Tree(YamlReader.Read(call.Text(0), "from_yaml"));
        }
        catch (YamlException error)
        {
            throw call.Error($"The text is no YAML: {error.Message}", error.Hint);
        }
    }

    public static object? FromToml(FunctionCall call)
    {
        try
        {
            return call.Tree(TomlReader.Read(call.Text(0), call.Limits.TreeDepth));
        }
        catch (FormatException error)
        {
            throw call.Error($"The text is no TOML: {error.Message}");
        }
    }

    // Few nodes can hold much text: one long string many times.
    private static YamlNode Writable(FunctionCall call)
    {
        var node = call.Node(0);
        call.CheckLength(PieceSize.Of(node));
        return node;
    }

    private static YamlText Text(FunctionCall call, string text) =>
        YamlText.OfGenerated(text, call.Context.PlaceOf(call.Span));
}
