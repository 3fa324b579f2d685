using System.Collections.Concurrent;

namespace PackMan.Sandbox.Schema;

/// <summary>The built-in types of schema.txt and schema-more.txt, each read when it is first asked for.</summary>
internal sealed class SchemaCatalog
{
    private readonly ConcurrentDictionary<string, SchemaAtom> _atoms = new(StringComparer.Ordinal);
    private readonly Lazy<string> _text = new(() => "\n" + ReadResource("schema.txt") + ReadResource("schema-more.txt"));

    public static SchemaCatalog BuiltIn { get; } = new();

    /// <summary>Data without a schema: maps are granular, lists atomic.</summary>
    public SchemaType Deduced => Find("__deduced");

    public SchemaType ObjectMeta => Find("meta.v1.ObjectMeta");

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

    private static string ReadResource(string name)
    {
        using var stream = typeof(SchemaCatalog).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The resource {name} is missing");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
