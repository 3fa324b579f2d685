namespace PackMan.Releases;

/// <summary>No revision of that release is recorded in the namespace.</summary>
public sealed class ReleaseNotFoundException(ReleaseName name, string namespaceName)
    : PackManException($"Release `{name}` not found in namespace `{namespaceName}`")
{
    public ReleaseName Name { get; } = name;

    public string Namespace { get; } = namespaceName;

    public override string Hint => $"Run `packman list --namespace {Namespace}` to see the releases there";
}
