namespace PackMan.Releases;

/// <summary>The release has no such revision: it never was, or the history limit dropped it.</summary>
public sealed class RevisionNotFoundException(ReleaseHistory history, int revision)
    : PackManException($"Release `{history.Name}` in namespace `{history.Namespace}` has no revision {revision}")
{
    public int Revision { get; } = revision;

    public override string Hint { get; } = $"Recorded are {string.Join(", ", history.Revisions.Select(summary => $"{summary.Revision} ({summary.Status.ToText()})"))}";
}
