using PackMan.KindSchemas;
using PackMan.Manifests;
using PackMan.Sandbox.Requests;
using PackMan.Yaml;

namespace PackMan.Sandbox.Merging;

/// <summary>
/// A value as the server's Go types hold it: unknown fields and nulls gone, zero values dropped where the type omits them, structs
/// that are always there added, quantities canonical.
/// </summary>
internal sealed class Normalizer(string kind, string version)
{
    private readonly List<string> _unknown = [];

    /// <summary>Paths of unknown fields, as strict validation reports them.</summary>
    public IReadOnlyList<string> UnknownFields => _unknown;

    /// <exception cref="StatusException">A value has a type that its field cannot hold.</exception>
    public YamlMap Normalize(YamlMap value, SchemaType type) => VisitStruct(value, type.Atom.Map, "", type);

    private YamlNode? Visit(YamlNode value, SchemaType type, string path, SchemaField? field, SchemaType owner)
    {
        if (type.Name == "Quantity")
        {
            var text = (value as YamlString)?.Value ?? (value as YamlNumber)?.Json ?? "";
            return new YamlString(Quantity.TryParse(text)?.ToString() ?? throw NotAQuantity());
        }

        if (type.Name is "meta.v1.Time" or "meta.v1.MicroTime" && value is not YamlString)
        {
            throw WrongType(value, new SchemaAtom(ScalarKind.String, null, null), path, field, owner);
        }

        if (type.Name is "__deduced" or "__atomic" or "RawExtension" or "meta.v1.FieldsV1")
        {
            return value;
        }

        var atom = type.Atom.For(value);
        return (atom, value) switch
        {
            ({ Map: { Fields.Count: > 0 } map }, YamlMap entries) => VisitStruct(entries, map, path, type),
            ({ Map.Element: { } element }, YamlMap entries) => VisitDictionary(entries, element, path, type),
            ({ List: { } list }, YamlList items) => VisitList(items, list.Element, path, type),
            ({ Scalar: { } scalar }, YamlString or YamlNumber or YamlBoolean) when Fits(scalar, value) => value,
            ({ Map.Fields.Count: 0 }, YamlMap) => value,
            _ => throw WrongType(value, atom, path, field, owner),
        };
    }

    private YamlMap VisitStruct(YamlMap value, MapShape? shape, string path, SchemaType type)
    {
        if (shape is null)
        {
            return value;
        }

        var entries = new List<KeyValuePair<string, YamlNode>>(value.Count + 2);
        foreach (var (key, child) in value.Entries)
        {
            var below = path.Length == 0 ? key : $"{path}.{key}";
            if (!shape.Fields.TryGetValue(key, out var field))
            {
                AddUnknown(entries, shape, key, child, below);
            }
            else if (child is not YamlNull && Visit(child, field.Type, below, field, type) is { } kept && !(field.IsDroppedWhenZero && IsZero(kept, field)))
            {
                entries.Add(KeyValuePair.Create(key, kept));
            }
        }

        return WithMissing(YamlMap.Of(entries), shape, path);
    }

    private void AddUnknown(List<KeyValuePair<string, YamlNode>> entries, MapShape shape, string key, YamlNode child, string path)
    {
        if (shape.Element is { } element)
        {
            entries.Add(KeyValuePair.Create(key, Visit(child, element, path, null, element) ?? child));
        }
        else
        {
            _unknown.Add(path);
        }
    }

    private YamlMap WithMissing(YamlMap map, MapShape shape, string path)
    {
        foreach (var field in shape.Fields.Values)
        {
            if (field.IsAlwaysPresent && !map.ContainsKey(field.Name))
            {
                map = map.With(field.Name, VisitStruct(YamlMap.Empty, field.Type.Atom.Map, $"{path}.{field.Name}", field.Type));
            }
            else if (field.Default is { } value && !map.ContainsKey(field.Name) && !(field.IsDroppedWhenZero && IsZero(value, field)))
            {
                map = map.With(field.Name, value);
            }
        }

        return map;
    }

    // Go decodes null into a map of strings as the empty string.
    private YamlMap VisitDictionary(YamlMap map, SchemaType element, string path, SchemaType owner) => YamlMap.Of(map.Entries.Select(entry =>
        KeyValuePair.Create(entry.Key, entry.Value is YamlNull ? ZeroOf(element) : Visit(entry.Value, element, $"{path}.{entry.Key}", null, owner)!)));

    private YamlList VisitList(YamlList list, SchemaType element, string path, SchemaType owner) => YamlList.Of(list.Items.Select((item, index) =>
        item is YamlNull ? ZeroOf(element) : Visit(item, element, $"{path}[{index}]", null, owner)!));

    private YamlNode ZeroOf(SchemaType type) => type.Atom switch
    {
        { Map: { } map } => VisitStruct(YamlMap.Empty, map, "", type),
        { Scalar: ScalarKind.Number } => new YamlNumber(0),
        { Scalar: ScalarKind.Boolean } => new YamlBoolean(false),
        _ => new YamlString(type.Name == "Quantity" ? "0" : ""),
    };

    private static bool Fits(ScalarKind kind, YamlNode value) => (kind, value) switch
    {
        (ScalarKind.Untyped, _) or (ScalarKind.String, YamlString) or (ScalarKind.Number, YamlNumber) or (ScalarKind.Boolean, YamlBoolean) => true,
        _ => false,
    };

    private static bool IsZero(YamlNode value, SchemaField field) => value switch
    {
        YamlString text => text.Value.Length == 0,
        YamlNumber number => number.Json == "0" && field.Type.Name != "IntOrString",
        YamlBoolean boolean => !boolean.Value,
        YamlList list => list.Count == 0,
        YamlMap map => map.Count == 0 && field.Type.Atom.Map is { Fields.Count: 0 },
        _ => true,
    };

    private StatusException WrongType(YamlNode value, SchemaAtom atom, string path, SchemaField? field, SchemaType owner)
    {
        var found = value switch
        {
            YamlMap => "object",
            YamlList => "array",
            YamlNumber => "number",
            YamlBoolean => "bool",
            _ => "string",
        };
        var expected = atom switch
        {
            { Scalar: ScalarKind.Number } => field?.NumberType ?? "int32",
            { Scalar: ScalarKind.Boolean } => "bool",
            { Scalar: ScalarKind.String } => "string",
            { List: { } list } => "[]" + GoName(list.Element),
            { Map: { Fields.Count: 0, Element: not null } } => "map[string]string",
            _ => GoName(field?.Type ?? owner),
        };
        var place = string.Join('.', path.Split('.').Select(part => part.Split('[')[0]));
        return StatusException.BadRequest(
            $"{kind} in version \"{version}\" cannot be handled as a {kind}: json: cannot unmarshal {found} into Go struct field {GoName(owner)[(GoName(owner).IndexOf('.', StringComparison.Ordinal) + 1)..]}.{place} of type {expected}");
    }

    private StatusException NotAQuantity() => StatusException.BadRequest(
        $"{kind} in version \"{version}\" cannot be handled as a {kind}: quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'");

    private static string GoName(SchemaType type) => type.Name is { } name ? "v1." + name[(name.LastIndexOf('.') + 1)..] : type.Atom switch
    {
        { Scalar: ScalarKind.String } => "string",
        { Scalar: ScalarKind.Number } => "int32",
        _ => "struct",
    };
}
