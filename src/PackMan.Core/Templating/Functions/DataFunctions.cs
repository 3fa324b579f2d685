using System.Text;
using System.Text.Json;
using PackMan.Templating.Output;
using PackMan.Templating.Scope;
using PackMan.Yaml;

namespace PackMan.Templating.Functions;

/// <summary>Trees from and to text.</summary>
internal static class DataFunctions
{
    public static object? ToYaml(FunctionCall call) => call.Value(0) is YamlText text ? text : Text(call, YamlWriter.Write(call.Node(0)));

    /// <summary>Compact JSON, which is YAML too; what no YAML reader takes as it is stands escaped.</summary>
    public static object? ToJson(FunctionCall call)
    {
        var json = JsonText.Write(call.Node(0));
        var output = new StringBuilder(json.Length);
        var rest = json.AsSpan();
        for (var bad = ScalarText.FirstUnprintable(rest); bad >= 0; bad = ScalarText.FirstUnprintable(rest))
        {
            output.Append(rest[..bad]).Append(System.Globalization.CultureInfo.InvariantCulture, $"\\u{(int)rest[bad]:X4}");
            rest = rest[(bad + 1)..];
        }

        return Text(call, output.Append(rest).ToString());
    }

    public static object? ToToml(FunctionCall call) => call.Node(0) is YamlMap map
        ? TomlText.Write(map)
        : throw call.Error("`to_toml` takes a map: TOML has nothing else at its top level");

    public static object? FromJson(FunctionCall call)
    {
        try
        {
            return ScriptValue.FromYaml(JsonText.Parse(call.Text(0)));
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
            return ScriptValue.FromYaml(YamlReader.Read(call.Text(0), "from_yaml"));
        }
        catch (YamlException error)
        {
            throw call.Error($"The text is no YAML: {error.Message}", error.Hint);
        }
    }

    private static YamlText Text(FunctionCall call, string text) =>
        YamlText.OfGenerated(text, call.Context.PlaceOf(call.Span));
}
