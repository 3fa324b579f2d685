using PackMan.Charts;
using PackMan.Charts.Loading;
using PackMan.Distribution.Cache;

namespace PackMan.Distribution.Repositories.Indexing;

/// <summary>What an index is made of. Paths are absolute.</summary>
/// <param name="Folder">Where the archives lie: itself, or in folders in it.</param>
public sealed record IndexingOptions(string Folder)
{
    /// <summary>Where the folder will be on the web; empty for addresses relative to the index.</summary>
    public string Url { get; init; } = "";

    /// <summary>An index whose entries are taken over where the folder has none of that version; null for none.</summary>
    public string? Merge { get; init; }

    public bool AsJson { get; init; }
}

/// <summary>An index that was written.</summary>
/// <param name="PassedOver">Archives that hold no chart, with the reason.</param>
public sealed record IndexingResult(string Path, int Charts, int Versions, IReadOnlyList<string> PassedOver);

/// <summary>Makes the `index.yaml` of a folder of archives. What did not change is written as it was, so that the file is the same twice.</summary>
public sealed class RepositoryIndexing(TimeProvider time)
{
    /// <exception cref="PackManException">The folder cannot be read, two archives claim to be the same chart, or the index to merge is none. Nothing was written then.</exception>
    public IndexingResult Run(IndexingOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        try
        {
            return Write(options, cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new RepositoryException($"The folder `{options.Folder}` cannot be indexed: {exception.Message.TrimEnd('.')}", "Name the folder that holds the `.tgz` archives", exception);
        }
    }

    private IndexingResult Write(IndexingOptions options, CancellationToken cancellationToken)
    {
        var path = Path.Combine(options.Folder, "index.yaml");
        var before = WrittenIndex.Read(path, path);
        var merged = options.Merge is { } merge ? WrittenIndex.Read(merge, merge) : new WrittenIndex([], "");
        var now = time.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture);

        var found = Collect(options, now, out var passedOver, cancellationToken);
        var known = before.Entries.Concat(merged.Entries).ToLookup(entry => (entry.Chart, entry.Version));
        var own = found.Select(entry => Unchanged(entry, known[(entry.Chart, entry.Version)])).ToList();
        var ownKeys = own.Select(entry => (entry.Chart, entry.Version)).ToHashSet();
        var entries = own.Concat(merged.Entries.Where(entry => ownKeys.Add((entry.Chart, entry.Version)))).ToList();

        AtomicFile.Write(path, Render(entries, before, now, options.AsJson));
        return new IndexingResult(path, entries.DistinctBy(entry => entry.Chart).Count(), entries.Count, passedOver);
    }

    // With the old time, if that makes the old file.
    private static byte[] Render(IReadOnlyList<IndexEntry> entries, WrittenIndex before, string now, bool asJson)
    {
        var same = before with { Entries = entries };
        return before.Generated.Length > 0 && same.Write(asJson).AsSpan().SequenceEqual(before.Write(asJson)) ? same.Write(asJson) : new WrittenIndex(entries, now).Write(asJson);
    }

    private static IndexEntry Unchanged(IndexEntry entry, IEnumerable<IndexEntry> known) =>
        known.FirstOrDefault(candidate => candidate.Digest == entry.Digest && candidate.Created is not null) is { Created: { } created } ? entry.CreatedAt(created) : entry;

    private static List<IndexEntry> Collect(IndexingOptions options, string now, out List<string> passedOver, CancellationToken cancellationToken)
    {
        var entries = new Dictionary<(string, SemanticVersion), (IndexEntry Entry, string Path)>();
        passedOver = [];
        foreach (var relative in Archives(options.Folder))
        {
            if (TryRead(options, relative, now, passedOver, cancellationToken) is not { } entry)
            {
                continue;
            }

            if (!entries.TryAdd((entry.Chart, entry.Version), (entry, relative)) && entries[(entry.Chart, entry.Version)] is var other && other.Entry.Digest != entry.Digest)
            {
                throw new RepositoryException($"`{other.Path}` and `{relative}` are both chart `{entry.Chart}` {entry.Version}, and differ", "A version is published once: delete one, or pack it anew with another `--version`");
            }
        }

        return [.. entries.Values.Select(pair => pair.Entry)];
    }

    private static IndexEntry? TryRead(IndexingOptions options, string relative, string now, List<string> passedOver, CancellationToken cancellationToken)
    {
        using var archive = File.OpenRead(Path.Combine(options.Folder, relative));
        try
        {
            var chart = ChartLoader.LoadArchive(archive, relative, cancellationToken);
            archive.Position = 0;
            return IndexEntry.Of(chart.Metadata, ContentDigest.Of(archive), options.Url.Length == 0 ? relative : $"{options.Url.TrimEnd('/')}/{relative}", now);
        }
        catch (PackManException fault)
        {
            passedOver.Add($"`{relative}` is not indexed: {fault.Message}");
            return null;
        }
    }

    // As Helm looks: in the folder, and one below.
    private static IEnumerable<string> Archives(string folder) => new[] { folder }.Concat(Directory.EnumerateDirectories(folder))
        .SelectMany(place => Directory.EnumerateFiles(place, "*.tgz"))
        .Select(path => Path.GetRelativePath(folder, path).Replace(Path.DirectorySeparatorChar, '/'))
        .Order(StringComparer.Ordinal);
}
