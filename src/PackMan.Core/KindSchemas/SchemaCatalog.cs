using System.Collections.Concurrent;
using PackMan.Live;

namespace PackMan.KindSchemas;

/// <summary>The built-in types of schema.txt and schema-more.txt, each read when it is first asked for.</summary>
public sealed class SchemaCatalog
{
    private readonly ConcurrentDictionary<string, SchemaAtom> _atoms = new(StringComparer.Ordinal);
    private readonly Lazy<string> _text = new(() => "\n" + KindResource.Read("schema.txt") + KindResource.Read("schema-more.txt"));

    public static SchemaCatalog BuiltIn { get; } = new();

    /// <summary>Data without a schema: maps are granular, lists atomic.</summary>
    public SchemaType Deduced => Find("__deduced");

    public SchemaType ObjectMeta => Find("meta.v1.ObjectMeta");

    /// <summary>What the types of a kind are called: `apps.v1.Deployment`.</summary>
    public static string NameOf(string group, string version, string kind)
    {
        ArgumentNullException.ThrowIfNull(group);
        return $"{(group.Length == 0 ? "core" : group.Split('.')[0])}.{version}.{kind}";
    }

    /// <summary>The type of a built-in kind in one of its stable versions; null for every other kind, and where the data has nothing.</summary>
    public SchemaType? FindKind(string group, string version, string kind) =>
        BuiltInResources.All.Find(group, version, kind) is not null && NameOf(group, version, kind) is var name && Knows(name) ? Find(name) : null;

    public SchemaType Find(string name) => new(name, () => Read(name));

    public bool Knows(string name) => _atoms.ContainsKey(name) || IndexOf(name) >= 0;

    private SchemaAtom Read(string name) => _atoms.GetOrAdd(name, Parse);

    private SchemaAtom Parse(string name)
    {
        var start = IndexOf(name);
        if (start < 0)
        {
            throw new InvalidOperationException($"The schema has no type {name}");
        }

        start += name.Length + 2;
        var line = _text.Value.AsSpan(start);
        return new SchemaNotation(line[..line.IndexOf('\n')], Read).ReadAtom();
    }

    private int IndexOf(string name) => _text.Value.IndexOf($"\n{name} ", StringComparison.Ordinal);
}
