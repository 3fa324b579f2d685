using System.Text;
using System.Text.Json;
using PackMan.Yaml;

namespace PackMan.Schemas;

/// <summary>The text of a schema, for errors that show its lines.</summary>
/// <param name="Text">JSON.</param>
/// <param name="Name">What the user calls the file.</param>
internal sealed record SchemaText(string Text, string Name)
{
    /// <summary>The tree, each node with its place.</summary>
    /// <exception cref="SchemaException">The text is no JSON.</exception>
    public YamlNode Parse()
    {
        try
        {
            return JsonText.ParseFile(Text, Name);
        }
        catch (JsonException error)
        {
            var line = (int)(error.LineNumber ?? 0) + 1;
            throw new SchemaException(
                $"`{Name}` is no JSON: {error.Message.Split(" LineNumber:")[0].TrimEnd('.')}",
                "A schema is written in JSON, without comments and trailing commas",
                error,
                new CodeFrame(Name, line, ColumnOf(Line(line), (int)(error.BytePositionInLine ?? 0)), Line(line)));
        }
    }

    /// <summary>A 1-based line; null beyond the end.</summary>
    public string? Line(int line) => Text.Split('\n').ElementAtOrDefault(line - 1)?.TrimEnd('\r');

    private static int ColumnOf(string? line, int bytes)
    {
        var utf8 = Encoding.UTF8.GetBytes(line ?? "");
        return Encoding.UTF8.GetCharCount(utf8.AsSpan(0, Math.Min(bytes, utf8.Length))) + 1;
    }
}
