using System.Collections.Immutable;
using PackMan.KindSchemas;

namespace PackMan.Sandbox.Kinds;

/// <summary>The kinds of KindTable.txt: what Kubernetes 1.36 serves in stable versions.</summary>
internal static class BuiltInKinds
{
    private static readonly ImmutableArray<string> AllVerbs =
        ["create", "delete", "deletecollection", "get", "list", "patch", "update", "watch"];

    // CustomResourceDefinition and APIService live outside k8s.io/api.
    private static readonly Lazy<ImmutableArray<ResourceKind>> Table = new(Read);

    public static ImmutableArray<ResourceKind> All => Table.Value;

    public static ResourceKind Get(string group, string kind) =>
        All.First(candidate => candidate.Is(group, kind));

    private static ImmutableArray<ResourceKind> Read()
    {
        using var stream = typeof(BuiltInKinds).Assembly.GetManifestResourceStream("KindTable.txt")
            ?? throw new InvalidOperationException("The resource KindTable.txt is missing");
        using var reader = new StreamReader(stream);
        return [.. reader.ReadToEnd().Split('\n').Where(line => line.Length > 0 && line[0] != '#').Select(ReadLine)];
    }

    private static ResourceKind ReadLine(string line)
    {
        var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var slash = words[0].IndexOf('/', StringComparison.Ordinal);
        var group = words[0][..slash];
        var versions = words[0][(slash + 1)..].Split(',');
        var subresources = Words(words[6]);
        return new ResourceKind
        {
            Group = group,
            Plural = words[1],
            Kind = words[2],
            ListKind = words[2] + "List",
            Singular = words[2].ToLowerInvariant(),
            IsNamespaced = words[3] == "N",
            ShortNames = Words(words[4]),
            Categories = Words(words[5]),
            Verbs = words.Length > 7 ? Words(words[7]) : AllVerbs,
            StorageVersion = versions[0],
            Versions = [.. versions.Select(version => new KindVersion
            {
                Name = version,
                Type = TypeOf(group, version, words[2]),
                Subresources = subresources,
            })],
        };
    }

    private static ImmutableArray<string> Words(string text) => text == "-" ? [] : [.. text.Split(',')];

    private static SchemaType TypeOf(string group, string version, string kind)
    {
        var name = SchemaCatalog.NameOf(group, version, kind);
        return new SchemaType(name, () => Find(name).Atom);
    }

    // Reviews and bindings are only ever posted; nothing is merged into them.
    private static SchemaType Find(string name) =>
        SchemaCatalog.BuiltIn.Knows(name) ? SchemaCatalog.BuiltIn.Find(name) : SchemaCatalog.BuiltIn.Deduced;
}
