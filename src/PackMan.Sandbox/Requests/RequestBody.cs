using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using PackMan.Yaml;

namespace PackMan.Sandbox.Requests;

/// <summary>A JSON body, read as Go reads it: the last of two equal keys wins, and strict validation may complain about it.</summary>
internal sealed class RequestBody
{
    private const int MaxDepth = 512;
    private const int MaxBytes = 3 * 1024 * 1024;

    private readonly List<string> _duplicates = [];

    private RequestBody()
    {
    }

    public YamlNode Value { get; private set; } = YamlNull.Instance;

    /// <summary>Paths of keys that occur twice in one map.</summary>
    public IReadOnlyList<string> Duplicates => _duplicates;

    /// <exception cref="StatusException">The body is too large or no JSON.</exception>
    public static RequestBody Parse(byte[] body)
    {
        // The real server's limit; an object is refused by etcd before that.
        if (body.Length > MaxBytes)
        {
            throw new StatusException(413, "RequestEntityTooLarge", $"Request entity too large: limit is {MaxBytes}");
        }

        var result = new RequestBody();
        try
        {
            var reader = new Utf8JsonReader(body, new JsonReaderOptions { MaxDepth = MaxDepth });
            reader.Read();
            result.Value = result.ReadValue(ref reader, "");
            if (reader.Read())
            {
                throw new JsonException("there is text after the end of the value");
            }
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            throw StatusException.BadRequest($"the request body is no valid JSON: {exception.Message}");
        }

        return result;
    }

    /// <summary>A body that may be YAML, as apply's is by name; JSON, which most clients send, is read as such.</summary>
    /// <exception cref="StatusException">The body is too large, or neither.</exception>
    public static RequestBody ParseYaml(byte[] body)
    {
        if (body.AsSpan().TrimStart(" \t\r\n"u8) is [] or [(byte)'{', ..] || body.Length > MaxBytes)
        {
            return Parse(body);
        }

        try
        {
            return new RequestBody { Value = YamlReader.Read(Encoding.UTF8.GetString(body), "body") };
        }
        catch (YamlException exception)
        {
            throw StatusException.BadRequest($"error decoding YAML: {exception.Message}");
        }
    }

    private YamlNode ReadValue(ref Utf8JsonReader reader, string path) => reader.TokenType switch
    {
        JsonTokenType.StartObject => ReadMap(ref reader, path),
        JsonTokenType.StartArray => ReadList(ref reader, path),
        JsonTokenType.String => new YamlString(reader.GetString()!),
        JsonTokenType.Number => new YamlNumber(Encoding.UTF8.GetString(reader.ValueSpan)),
        JsonTokenType.True => new YamlBoolean(true),
        JsonTokenType.False => new YamlBoolean(false),
        _ => YamlNull.Instance,
    };

    private YamlMap ReadMap(ref Utf8JsonReader reader, string path)
    {
        var entries = new List<KeyValuePair<string, YamlNode>>();
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var key = reader.GetString()!;
            var below = path.Length == 0 ? key : $"{path}.{key}";
            reader.Read();
            var entry = KeyValuePair.Create(key, ReadValue(ref reader, below));
            if (places.TryAdd(key, entries.Count))
            {
                entries.Add(entry);
            }
            else
            {
                _duplicates.Add(below);
                entries[places[key]] = entry;
            }
        }

        return new YamlMap([.. entries]);
    }

    private YamlList ReadList(ref Utf8JsonReader reader, string path)
    {
        var items = ImmutableArray.CreateBuilder<YamlNode>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            items.Add(ReadValue(ref reader, $"{path}[{items.Count}]"));
        }

        return new YamlList(items.ToImmutable());
    }
}
