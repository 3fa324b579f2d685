using System.Collections.Immutable;
using System.Globalization;

namespace PackMan.Charts.Loading;

/// <summary>What a loading has used up; archives inside a chart draw on the same budget, so that nesting multiplies nothing.</summary>
internal sealed class LoadBudget(ChartLimits limits)
{
    public ChartLimits Limits { get; } = limits;

    public long Bytes { get; set; }

    public int Files { get; set; }
}

/// <summary>Takes in the files of one chart. Every guard stands here, so folders and archives keep the same rules.</summary>
internal sealed class ChartFileCollector(string location, LoadBudget budget)
{
    private readonly SortedDictionary<string, ChartFile> _files = new(StringComparer.Ordinal);
    private readonly HashSet<string> _folders = new(StringComparer.Ordinal);

    public string Location { get; } = location;

    public LoadBudget Budget { get; } = budget;

    /// <summary>The files so far, in ordinal order of their paths.</summary>
    public ImmutableArray<ChartFile> Files => [.. _files.Values];

    /// <exception cref="ChartPathException">The path breaks a rule.</exception>
    public void CheckPath(string path)
    {
        if (ChartPath.FindFault(path, Budget.Limits) is { } fault)
        {
            throw new ChartPathException(Location, ChartPath.Show(path), fault);
        }
    }

    /// <exception cref="ChartLoadException">The file breaks a guard.</exception>
    public void Add(string path, Stream content)
    {
        CheckPath(path);
        AddFoldersAbove(path);
        if (_files.ContainsKey(path))
        {
            throw new DuplicateChartFileException(Location, path);
        }

        if (++Budget.Files > Budget.Limits.Files)
        {
            throw new ChartLimitException(Location, "it has too many files", $"{Budget.Limits.Files} files");
        }

        _files.Add(path, new ChartFile(path, ReadBounded(path, content)));
    }

    // No file system can hold a file and a folder of one name, so only an archive made to confuse has both.
    private void AddFoldersAbove(string path)
    {
        for (var slash = path.LastIndexOf('/'); slash > 0 && _folders.Add(path[..slash]); slash = path.LastIndexOf('/', slash - 1))
        {
            if (_files.ContainsKey(path[..slash]))
            {
                throw new ChartPathException(Location, path, $"`{path[..slash]}` is a file");
            }
        }

        if (_folders.Contains(path))
        {
            throw new ChartPathException(Location, path, "there is a folder of that name");
        }
    }

    private byte[] ReadBounded(string path, Stream content)
    {
        using var buffer = new MemoryStream();
        Span<byte> block = stackalloc byte[8192];
        int count;
        while ((count = content.Read(block)) > 0)
        {
            buffer.Write(block[..count]);
            Budget.Bytes += count;
            if (buffer.Length > Budget.Limits.FileBytes)
            {
                throw new ChartLimitException(Location, $"the file `{path}` is too large", Megabytes(Budget.Limits.FileBytes));
            }

            if (Budget.Bytes > Budget.Limits.TotalBytes)
            {
                throw new ChartLimitException(Location, "its files together are too large", Megabytes(Budget.Limits.TotalBytes));
            }
        }

        return buffer.ToArray();
    }

    internal static string Megabytes(long bytes) =>
        string.Create(CultureInfo.InvariantCulture, $"{bytes / (1024.0 * 1024.0):0.##} MiB");
}
