using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;
using PackMan.Yaml;

namespace PackMan.Sandbox.FieldPaths;

internal enum PathElementKind
{
    Field,
    Key,
    Value,
    Index,
}

/// <summary>
/// One step of a field path: a field, a list item chosen by its keys or by its own value, or an index. The order of elements is
/// the one `managedFields` are written in.
/// </summary>
internal sealed class PathElement : IComparable<PathElement>, IEquatable<PathElement>
{
    private readonly string _identity;

    private PathElement(PathElementKind kind, string name, ImmutableArray<KeyValuePair<string, YamlNode>> keys, YamlNode? value, int index)
    {
        Kind = kind;
        Name = name;
        Keys = keys;
        Value = value;
        Index = index;
        _identity = Encode();
    }

    public PathElementKind Kind { get; }

    public string Name { get; }

    public ImmutableArray<KeyValuePair<string, YamlNode>> Keys { get; }

    public YamlNode? Value { get; }

    public int Index { get; }

    public static PathElement OfField(string name) => new(PathElementKind.Field, name, [], null, 0);

    public static PathElement OfKeys(IEnumerable<KeyValuePair<string, YamlNode>> keys) =>
        new(PathElementKind.Key, "", [.. keys.OrderBy(key => key.Key, StringComparer.Ordinal)], null, 0);

    public static PathElement OfValue(YamlNode value) => new(PathElementKind.Value, "", [], value, 0);

    public static PathElement OfIndex(int index) => new(PathElementKind.Index, "", [], null, index);

    /// <summary>The element of a key of fieldsV1 (`f:name`, `k:{…}`, `v:…`, `i:0`); null when it is none.</summary>
    public static PathElement? TryDecode(string text)
    {
        if (text.Length < 2 || text[1] != ':')
        {
            return null;
        }

        try
        {
            return text[0] switch
            {
                'f' => OfField(text[2..]),
                'k' when JsonText.Parse(text[2..]) is YamlMap keys => OfKeys(keys),
                'v' => OfValue(JsonText.Parse(text[2..])),
                'i' when int.TryParse(text.AsSpan(2), NumberStyles.None, CultureInfo.InvariantCulture, out var index) => OfIndex(index),
                _ => null,
            };
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The key of fieldsV1.</summary>
    public string ToFieldsKey() => _identity;

    /// <summary>As conflict messages show it: `.spec`, `[name="web"]`, `[="a"]`, `[0]`.</summary>
    public override string ToString() => Kind switch
    {
        PathElementKind.Field => "." + Name,
        PathElementKind.Key => "[" + string.Join(',', Keys.Select(key => $"{key.Key}={JsonText.Write(key.Value)}")) + "]",
        PathElementKind.Value => $"[={JsonText.Write(Value!)}]",
        _ => $"[{Index.ToString(CultureInfo.InvariantCulture)}]",
    };

    public int CompareTo(PathElement? other)
    {
        if (other is null || Kind != other.Kind)
        {
            return other is null ? 1 : Kind.CompareTo(other.Kind);
        }

        return Kind switch
        {
            PathElementKind.Field => string.CompareOrdinal(Name, other.Name),
            PathElementKind.Key => CompareKeys(other),
            PathElementKind.Value => CompareValues(Value!, other.Value!),
            _ => Index.CompareTo(other.Index),
        };
    }

    public bool Equals(PathElement? other) => other is not null && _identity == other._identity;

    public override bool Equals(object? obj) => Equals(obj as PathElement);

    public override int GetHashCode() => _identity.GetHashCode(StringComparison.Ordinal);

    private string Encode() => Kind switch
    {
        PathElementKind.Field => "f:" + Name,
        PathElementKind.Key => EncodeKeys(),
        PathElementKind.Value => "v:" + JsonText.Write(Value!),
        _ => "i:" + Index.ToString(CultureInfo.InvariantCulture),
    };

    private string EncodeKeys()
    {
        var text = new StringBuilder("k:{");
        foreach (var (name, value) in Keys)
        {
            text.Append(text.Length > 3 ? "," : "").Append(JsonText.Write(new YamlString(name))).Append(':').Append(JsonText.Write(value));
        }

        return text.Append('}').ToString();
    }

    private int CompareKeys(PathElement other)
    {
        for (var i = 0; i < Math.Min(Keys.Length, other.Keys.Length); i++)
        {
            var order = string.CompareOrdinal(Keys[i].Key, other.Keys[i].Key);
            order = order == 0 ? CompareValues(Keys[i].Value, other.Keys[i].Value) : order;
            if (order != 0)
            {
                return order;
            }
        }

        return Keys.Length.CompareTo(other.Keys.Length);
    }

    private static int CompareValues(YamlNode left, YamlNode right) => (left, right) switch
    {
        (YamlNumber { AsInt64: { } a }, YamlNumber { AsInt64: { } b }) => a.CompareTo(b),
        (YamlString a, YamlString b) => string.CompareOrdinal(a.Value, b.Value),
        _ => string.CompareOrdinal(Rank(left) + JsonText.Write(left), Rank(right) + JsonText.Write(right)),
    };

    private static string Rank(YamlNode node) => node switch
    {
        YamlNumber => "0",
        YamlString => "1",
        YamlBoolean => "2",
        YamlList => "3",
        YamlMap => "4",
        _ => "5",
    };
}
