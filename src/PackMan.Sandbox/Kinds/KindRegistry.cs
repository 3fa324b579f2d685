using PackMan.Sandbox.Storage;
using PackMan.Yaml;

namespace PackMan.Sandbox.Kinds;

/// <summary>The kinds served right now: the built-in ones and those of established CustomResourceDefinitions.</summary>
internal sealed class KindRegistry(StoreSession session)
{
    private static readonly ResourceKind Definitions = BuiltInKinds.Get("apiextensions.k8s.io", "CustomResourceDefinition");

    private List<ResourceKind>? _custom;

    public IEnumerable<ResourceKind> All => BuiltInKinds.All.Concat(Custom);

    public IReadOnlyList<ResourceKind> Custom => _custom ??= [.. session.List(Definitions).Where(IsEstablished).Select(CustomKind.Of)];

    /// <summary>Forgets the custom kinds, because a definition changed.</summary>
    public void Refresh() => _custom = null;

    public bool Serves(string group, string version) =>
        BuiltInKinds.All.Any(kind => kind.Group == group && kind.FindVersion(version) is not null)
        || (group.Contains('.', StringComparison.Ordinal) && Custom.Any(kind => kind.Group == group && kind.FindVersion(version) is not null));

    public (ResourceKind Kind, KindVersion Version)? FindByPlural(string group, string version, string plural) =>
        Find(group, version, kind => kind.Plural == plural);

    public ResourceKind? FindKind(string apiVersion, string kindName)
    {
        var slash = apiVersion.IndexOf('/', StringComparison.Ordinal);
        var group = slash < 0 ? "" : apiVersion[..slash];
        return All.FirstOrDefault(kind => kind.Is(group, kindName));
    }

    private (ResourceKind Kind, KindVersion Version)? Find(string group, string version, Func<ResourceKind, bool> matches)
    {
        var kind = BuiltInKinds.All.FirstOrDefault(candidate => candidate.Group == group && matches(candidate));

        // Definitions are read only for groups that no built-in kind has.
        kind ??= group.Contains('.', StringComparison.Ordinal) ? Custom.FirstOrDefault(candidate => candidate.Group == group && matches(candidate)) : null;
        return kind?.FindVersion(version) is { } found ? (kind, found) : null;
    }

    private static bool IsEstablished(YamlMap definition) =>
        (definition.Find("status", "conditions") as YamlList ?? YamlList.Empty).Items
            .Any(condition => condition.FindString("type") == "Established" && condition.FindString("status") == "True");
}
