namespace PackMan.Releases;

/// <summary>No revision of that release is recorded in the namespace.</summary>
public sealed class ReleaseNotFoundException(ReleaseName name, string namespaceName)
    : PackManException($"Release `{name}` not found in namespace `{namespaceName}`")
{
    public ReleaseName Name { get; } = name;

    public string Namespace { get; } = namespaceName;

    /// <summary>Whether the command would have made the release, had it been told so.</summary>
    public bool MayBeInstalled { get; init; }

    public override string Hint => (MayBeInstalled ? "Install it with `packman upgrade --install`, or run" : "Run")
        + $" `packman list --namespace {Namespace}` to see the releases there";
}
