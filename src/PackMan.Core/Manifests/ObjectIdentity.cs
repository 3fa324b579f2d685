namespace PackMan.Manifests;

/// <summary>What makes an object the same one across revisions. The API version is only how to reach it, so it is not part of it.</summary>
/// <param name="Group">API group; empty for the core group.</param>
/// <param name="Namespace">Null for cluster-scoped objects.</param>
public sealed record ObjectIdentity(string Group, string Kind, string? Namespace, string Name)
{
    /// <summary>`kind/namespace/name` (or `kind/name`) in lower-case kind, as users read objects everywhere; the group is told only in records.</summary>
    public override string ToString() => Namespace is null
        ? $"{Kind.ToLowerInvariant()}/{Name}"
        : $"{Kind.ToLowerInvariant()}/{Namespace}/{Name}";
}

/// <summary>How to reach an object: its identity through one of its API versions.</summary>
public sealed record ObjectReference(ObjectIdentity Identity, string Version)
{
    public string ApiVersion => Identity.Group.Length == 0 ? Version : $"{Identity.Group}/{Version}";

    public override string ToString() => Identity.ToString();
}
