using PackMan.Values;

namespace PackMan.Charts;

/// <summary>What the `repository` of a dependency is.</summary>
public enum RepositoryKind
{
    /// <summary>None: the chart lies in `charts/`.</summary>
    None,

    /// <summary>`file://`, a folder or archive beside the chart.</summary>
    Folder,

    /// <summary>`oci://`, a path of a registry.</summary>
    Registry,

    /// <summary>`https://`, or a name the user gave to one: `@name`, `alias:name`.</summary>
    Web,
}

/// <summary>Tells kinds of repositories by how they are written.</summary>
public static class RepositoryKinds
{
    public const string FolderScheme = "file://";
    public const string RegistryScheme = "oci://";

    private const string Alias = "alias:";

    /// <summary>A repository as messages show it: without a name and password.</summary>
    public static string Show(string repository) => Of(repository) == RepositoryKind.Folder ? repository : ValuesFiles.DisplayName(repository);

    /// <summary>The name by which a repository that the user has added is meant (`@name`, `alias:name`); null for one that is written out.</summary>
    public static string? NameIn(string repository)
    {
        ArgumentNullException.ThrowIfNull(repository);
        return repository.StartsWith('@') ? repository[1..]
            : repository.StartsWith(Alias, StringComparison.Ordinal) ? repository[Alias.Length..]
            : null;
    }

    public static RepositoryKind Of(string repository)
    {
        ArgumentNullException.ThrowIfNull(repository);
        return repository switch
        {
            "" => RepositoryKind.None,
            _ when repository.StartsWith(FolderScheme, StringComparison.OrdinalIgnoreCase) => RepositoryKind.Folder,
            _ when repository.StartsWith(RegistryScheme, StringComparison.OrdinalIgnoreCase) => RepositoryKind.Registry,
            _ => RepositoryKind.Web,
        };
    }
}
