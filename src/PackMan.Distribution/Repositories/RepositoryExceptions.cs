namespace PackMan.Distribution.Repositories;

/// <summary>A repository, or what is asked of it, makes no sense or cannot be had.</summary>
public class RepositoryException(string message, string? hint, Exception? innerException = null) : PackManException(message, innerException)
{
    public override string? Hint => hint;
}

/// <summary>A repository nobody added.</summary>
/// <param name="reference">The chart that was named by it, where a path was possible too.</param>
public sealed class NoSuchRepositoryException(string name, IReadOnlyCollection<string> known, string? reference = null)
    : RepositoryException(
        reference is null ? $"There is no repository `{name}`" : $"Chart `{reference}` not found: there is no such folder or archive, and no repository `{name}`",
        Advise(name, known))
{
    public string Name { get; } = name;

    private static string Advise(string name, IReadOnlyCollection<string> known) => (NearestName.Find(name, known), known.Count) switch
    {
        ({ } nearest, _) => $"Did you mean the repository `{nearest}`?",
        (_, 0) => $"No repository has been added yet: `packman repo add {name} URL` adds one",
        _ => $"`packman repo list` shows the repositories there are, `packman repo add {name} URL` adds one",
    };
}

/// <summary>A chart that a repository does not have.</summary>
/// <param name="repository">As messages show it.</param>
/// <param name="advice">How to find out which charts there are.</param>
public sealed class NoSuchChartException(string repository, string chart, IEnumerable<string> charts, string advice)
    : RepositoryException($"The repository `{repository}` has no chart `{chart}`", NearestName.Find(chart, charts) is { } nearest ? $"Did you mean `{nearest}`?" : advice);

/// <summary>`repositories.yaml` cannot be read or written.</summary>
public sealed class RepositoriesFileException(string path, string reason, CodeFrame? frame = null, Exception? innerException = null)
    : RepositoryException($"`{path}` {reason}", frame is null ? "Check the file and its folder, or name another with `--repository-config`" : null, innerException)
{
    public override CodeFrame? Frame => frame;
}

/// <summary>An index that cannot be used.</summary>
public sealed class IndexException(string source, string reason, Exception? innerException = null)
    : RepositoryException($"The index `{source}` cannot be used: {reason}", "Whoever runs the repository can make a new one with `packman repo index`; check the URL, too", innerException);
