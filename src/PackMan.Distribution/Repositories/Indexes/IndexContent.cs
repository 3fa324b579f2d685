using PackMan.Charts;

namespace PackMan.Distribution.Repositories.Indexes;

/// <summary>What an index says, as far as it is needed to find charts.</summary>
internal sealed class IndexContent
{
    /// <summary>Charts in the order of their names.</summary>
    public SortedDictionary<string, List<IndexedVersion>> Charts { get; } = new(StringComparer.Ordinal);

    public int VersionCount { get; set; }

    public SkippedEntries Skipped { get; private set; } = SkippedEntries.None;

    public void Skip(string chart, string reason) => Skipped = new SkippedEntries(Skipped.Count + 1, Skipped.Count == 0 ? $"`{chart}`: {reason}" : Skipped.Example);

    /// <summary>Leaves out charts without a version.</summary>
    public void DropEmpty()
    {
        foreach (var chart in Charts.Where(chart => chart.Value.Count == 0).Select(chart => chart.Key).ToList())
        {
            Charts.Remove(chart);
        }
    }

    /// <summary>Puts the newest version first.</summary>
    public void Sort()
    {
        foreach (var versions in Charts.Values)
        {
            versions.Sort((left, right) => SemanticVersion.NewestFirst.Compare(left.Version, right.Version));
        }
    }

    /// <summary>Keeps the first of versions that are listed twice.</summary>
    public void DropDuplicates()
    {
        foreach (var (chart, versions) in Charts)
        {
            var seen = new HashSet<SemanticVersion>();
            versions.RemoveAll(version =>
            {
                var isNew = seen.Add(version.Version);
                if (!isNew)
                {
                    VersionCount--;
                    Skip(chart, $"the version `{version.Version}` is listed twice");
                }

                return !isNew;
            });
        }
    }
}

/// <summary>Entries of an index that name no chart anybody could fetch.</summary>
/// <param name="Example">The first of them, with the reason.</param>
public sealed record SkippedEntries(int Count, string Example)
{
    public static SkippedEntries None { get; } = new(0, "");
}
