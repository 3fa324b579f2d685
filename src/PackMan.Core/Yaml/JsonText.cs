using System.Buffers;
using System.Collections.Immutable;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace PackMan.Yaml;

/// <summary>Trees from and to JSON. Digits of numbers pass through unchanged.</summary>
public static class JsonText
{
    private const int MaxDepth = 512;

    // The text goes to API servers and files, never into HTML, so only what JSON itself demands is escaped.
    private static readonly JsonWriterOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, MaxDepth = MaxDepth };
    private static readonly JsonWriterOptions Indented = Compact with { Indented = true, NewLine = "\n" };

    /// <exception cref="JsonException">The bytes are no JSON, or nest deeper than 512.</exception>
    public static YamlNode Parse(ReadOnlySpan<byte> utf8) => Parse(utf8, null);

    /// <exception cref="JsonException">The text is no JSON, or nests deeper than 512.</exception>
    public static YamlNode Parse(string text) => Parse(Encoding.UTF8.GetBytes(text));

    /// <summary>A tree in which every node knows its place in the file.</summary>
    /// <exception cref="JsonException">The text is no JSON, or nests deeper than 512; with its line.</exception>
    public static YamlNode ParseFile(string text, string fileName)
    {
        var utf8 = Encoding.UTF8.GetBytes(text);
        return Parse(utf8, new JsonPlaces(utf8, fileName));
    }

    private static YamlNode Parse(ReadOnlySpan<byte> utf8, JsonPlaces? places)
    {
        var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = MaxDepth });
        try
        {
            reader.Read();
            var node = ReadValue(ref reader, places);
            return reader.Read() ? throw new JsonException("There is text after the end of the JSON value") : node;
        }
        // The reader finds broken UTF-8 and lone surrogates only when a text is taken from it.
        catch (InvalidOperationException exception)
        {
            throw new JsonException("A text is not well-formed Unicode", exception);
        }
    }

    public static byte[] WriteBytes(YamlNode node, bool indented = false)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, indented ? Indented : Compact))
        {
            Write(writer, node);
        }

        return buffer.WrittenSpan.ToArray();
    }

    public static string Write(YamlNode node, bool indented = false) => Encoding.UTF8.GetString(WriteBytes(node, indented));

    public static void Write(Utf8JsonWriter writer, YamlNode node)
    {
        switch (node)
        {
            case YamlMap map:
                writer.WriteStartObject();
                foreach (var (key, value) in map.Entries)
                {
                    writer.WritePropertyName(key);
                    Write(writer, value);
                }

                writer.WriteEndObject();
                break;
            case YamlList list:
                writer.WriteStartArray();
                foreach (var item in list.Items)
                {
                    Write(writer, item);
                }

                writer.WriteEndArray();
                break;
            default:
                WriteScalar(writer, node);
                break;
        }
    }

    private static void WriteScalar(Utf8JsonWriter writer, YamlNode node)
    {
        switch (node)
        {
            case YamlString text:
                writer.WriteStringValue(text.Value);
                break;
            case YamlNumber number:
                writer.WriteRawValue(number.Json);
                break;
            case YamlBoolean boolean:
                writer.WriteBooleanValue(boolean.Value);
                break;
            default:
                writer.WriteNullValue();
                break;
        }
    }

    private static YamlNode ReadValue(ref Utf8JsonReader reader, JsonPlaces? places)
    {
        var origin = places?.At(reader.TokenStartIndex);
        return reader.TokenType switch
        {
            JsonTokenType.StartObject => ReadMap(ref reader, places, origin),
            JsonTokenType.StartArray => ReadList(ref reader, places, origin),
            _ when origin is not null => ReadScalar(in reader).WithOrigin(origin),
            _ => ReadScalar(in reader),
        };
    }

    private static YamlNode ReadScalar(in Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.String => new YamlString(reader.GetString()!),
        JsonTokenType.Number => new YamlNumber(Encoding.UTF8.GetString(reader.ValueSpan)),
        JsonTokenType.True => new YamlBoolean(true),
        JsonTokenType.False => new YamlBoolean(false),
        _ => YamlNull.Instance,
    };

    private static YamlMap ReadMap(ref Utf8JsonReader reader, JsonPlaces? places, Origin? origin)
    {
        var entries = ImmutableArray.CreateBuilder<KeyValuePair<string, YamlNode>>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var key = reader.GetString()!;
            if (!seen.Add(key))
            {
                var message = $"The key `{key}` occurs twice in one object";
                throw places?.Error(message, reader.TokenStartIndex) ?? new JsonException(message);
            }

            reader.Read();
            entries.Add(KeyValuePair.Create(key, ReadValue(ref reader, places)));
        }

        return new YamlMap(entries.ToImmutable(), origin);
    }

    private static YamlList ReadList(ref Utf8JsonReader reader, JsonPlaces? places, Origin? origin)
    {
        var items = ImmutableArray.CreateBuilder<YamlNode>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            items.Add(ReadValue(ref reader, places));
        }

        return new YamlList(items.ToImmutable(), origin);
    }
}
