using System.Collections.Immutable;
using PackMan.Distribution.References;
using PackMan.Distribution.Repositories.Indexes;

namespace PackMan.Distribution.Repositories;

/// <summary>What a repository offers, as its index says. Each look-up reads the compact index, and only that.</summary>
public sealed class RepositoryIndex
{
    private readonly CompactIndex _compact;

    internal RepositoryIndex(ChartRepository repository, CompactIndex compact) => (Repository, _compact) = (repository, compact);

    public ChartRepository Repository { get; }

    /// <summary>The names of all charts, sorted.</summary>
    public IEnumerable<string> ChartNames => _compact.ReadNames();

    /// <summary>Entries that were passed over when the index was read.</summary>
    public SkippedEntries Skipped => _compact.Head.Skipped;

    internal CompactIndex Compact => _compact;

    /// <summary>The versions of a chart, the newest first; none when there is no such chart.</summary>
    public ImmutableArray<IndexedVersion> FindVersions(string chart)
    {
        ArgumentNullException.ThrowIfNull(chart);
        return _compact.ReadVersions(chart);
    }

    /// <summary>The version that is meant.</summary>
    /// <exception cref="NoSuchChartException">There is no such chart.</exception>
    /// <exception cref="NoSuchVersionException">There is none in that version.</exception>
    public IndexedVersion Choose(string chart, VersionChoice choice)
    {
        ArgumentNullException.ThrowIfNull(choice);
        var versions = FindVersions(chart);
        if (versions.IsEmpty)
        {
            throw new NoSuchChartException(Repository.DisplayName, chart, ChartNames, ChartAdvice());
        }

        var published = versions.Select(version => version.Version);
        var best = choice.Best(published) ?? throw new NoSuchVersionException(NameOf(chart), choice.Text, choice.Nearest(published), VersionAdvice());
        return versions.First(version => version.Version.Equals(best));
    }

    private string NameOf(string chart) => Repository.Name.Length > 0 ? $"{Repository.Name}/{chart}" : $"{chart}` of `{Repository.DisplayName}";

    private string ChartAdvice() => SkippedAdvice() ?? (Repository.Name.Length == 0
        ? "Check the name and the URL"
        : $"`packman search repo {Repository.Name}/` shows its charts; if this one is new, `packman repo update {Repository.Name}` fetches the newest index");

    private string? VersionAdvice() => SkippedAdvice() ?? (Repository.Name.Length == 0 ? null : $"If it is new, `packman repo update {Repository.Name}` fetches the newest index");

    private string? SkippedAdvice() => Skipped.Count == 0 ? null : $"{Skipped.Count} entries of its index cannot be used, such as {Skipped.Example}";
}
