using PackMan.Manifests;

namespace PackMan.Explaining;

/// <summary>How a person names an object: `kind/name`, or `kind/namespace/name` where several have that name.</summary>
public sealed record ObjectName(string Kind, string? Namespace, string Name)
{
    /// <summary>Whether the kind is one that Kubernetes itself has; others can only be found among what is rendered.</summary>
    public bool IsBuiltInKind => KindNames.IsBuiltIn(Kind);

    /// <summary>The name that a word is; null for one that is none, such as a path of files or of fields.</summary>
    public static ObjectName? TryParse(string word)
    {
        ArgumentNullException.ThrowIfNull(word);
        return word.Split('/') switch
        {
            [var kind, var name] when IsKind(kind) && name.Length > 0 => new ObjectName(kind, null, name),
            [var kind, var space, var name] when IsKind(kind) && space.Length > 0 && name.Length > 0 => new ObjectName(kind, space, name),
            _ => null,
        };
    }

    public override string ToString() => Namespace is null ? $"{Kind}/{Name}" : $"{Kind}/{Namespace}/{Name}";

    internal bool Means(KubernetesObject target, string releaseNamespace) =>
        target.Name == Name && KindNames.Means(Kind, target) && (Namespace is null || Namespace == (target.Namespace ?? releaseNamespace));

    private static bool IsKind(string text) => text.Length > 0 && char.IsAsciiLetter(text[0]) && text.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '-');
}
