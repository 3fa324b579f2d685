using PackMan.Yaml;

namespace PackMan.KindSchemas;

/// <summary>A type of the schema: a name that is looked up when it is first needed, or an atom written in place.</summary>
public sealed class SchemaType
{
    private readonly Func<SchemaAtom> _resolve;
    private SchemaAtom? _atom;

    public SchemaType(string? name, Func<SchemaAtom> resolve)
    {
        Name = name;
        _resolve = resolve;
    }

    public SchemaType(SchemaAtom atom)
        : this(null, () => atom)
    {
    }

    /// <summary>The type's name in schema.txt; null for types written in place.</summary>
    public string? Name { get; }

    public SchemaAtom Atom => _atom ??= _resolve();
}

public enum ScalarKind
{
    String,
    Number,
    Boolean,
    Untyped,
}

/// <summary>What a value of a type may be: a scalar, a list, a map, or (for untyped data) any of them.</summary>
public sealed record SchemaAtom(ScalarKind? Scalar, ListShape? List, MapShape? Map)
{
    /// <summary>
    /// The one alternative that fits the value; the whole atom when none or no value does, so that a later check can say what is
    /// wrong. It is `deduceAtom` of structured-merge-diff.
    /// </summary>
    public SchemaAtom For(YamlNode? value) => value switch
    {
        YamlMap when Map is not null => Only(map: Map),
        YamlList when List is not null => Only(list: List),
        YamlString or YamlNumber or YamlBoolean when Scalar is not null => Only(scalar: Scalar),
        _ => this,
    };

    public bool IsSameAs(SchemaAtom other) => Scalar == other.Scalar && ReferenceEquals(List, other.List) && ReferenceEquals(Map, other.Map);

    private SchemaAtom Only(ScalarKind? scalar = null, ListShape? list = null, MapShape? map = null) =>
        (Scalar is null ? 0 : 1) + (List is null ? 0 : 1) + (Map is null ? 0 : 1) == 1 ? this : new SchemaAtom(scalar, list, map);
}

/// <summary>A list: atomic (one value to its owner), or associative by keys, or a set when associative without keys.</summary>
public sealed class ListShape(SchemaType element, bool isAssociative, IReadOnlyList<string> keys)
{
    public SchemaType Element { get; } = element;

    public bool IsAssociative { get; } = isAssociative;

    public IReadOnlyList<string> Keys { get; } = keys;
}

/// <summary>A map: a struct with known fields, a dictionary with one element type, or both.</summary>
public sealed class MapShape(IReadOnlyDictionary<string, SchemaField> fields, SchemaType? element, bool isAtomic)
{
    public IReadOnlyDictionary<string, SchemaField> Fields { get; } = fields;

    /// <summary>The type of values under unknown keys; null when unknown keys are errors.</summary>
    public SchemaType? Element { get; } = element;

    public bool IsAtomic { get; } = isAtomic;

    public SchemaType? TypeOf(string key) => Fields.TryGetValue(key, out var field) ? field.Type : Element;
}

/// <summary>A known field of a struct, with what its Go declaration adds.</summary>
public sealed class SchemaField(string name, SchemaType type)
{
    public string Name { get; } = name;

    public SchemaType Type { get; } = type;

    /// <summary>The server never shows it with a zero value (`omitempty` on something that is no pointer).</summary>
    public bool IsDroppedWhenZero { get; init; }

    /// <summary>The server always shows it (a struct held by value); it is `{}` or more when nobody set it.</summary>
    public bool IsAlwaysPresent { get; init; }

    public YamlNode? Default { get; init; }

    /// <summary>Strategic merge patches merge it instead of replacing it.</summary>
    public bool MergesOnPatch { get; init; }

    /// <summary>The key of list items for strategic merge patches; null for sets and maps.</summary>
    public string? MergeKey { get; init; }

    /// <summary>The Go type of a number (`int32`, `int64`), as error messages name it.</summary>
    public string NumberType { get; init; } = "int32";
}
