using System.Collections.Immutable;

namespace PackMan.Charts.Loading;

/// <summary>The files of a `.tgz`: a gzipped tar with one folder at its top, which is taken off the paths.</summary>
internal static class ChartArchive
{
    private const string PackAgain = "Pack the chart again: a chart archive is a gzipped tar with one folder at its top";

    /// <exception cref="ChartLoadException">The archive is damaged, is no chart archive or breaks a guard.</exception>
    public static ImmutableArray<ChartFile> Read(Stream archive, string location, LoadBudget budget, CancellationToken cancellationToken)
    {
        try
        {
            using var gzip = new GunzipStream(archive);
            using var bounded = new BoundedStream(gzip, budget.Limits.ArchiveBytes, () =>
                new ChartLimitException(location, "it decompresses to too much", ChartFileCollector.Megabytes(budget.Limits.TotalBytes)));
            return ReadEntries(bounded, new ChartFileCollector(location, budget), cancellationToken);
        }
        catch (NoGzipException exception)
        {
            throw new ChartArchiveException(location, "it is no gzip archive", HintForOtherFile(location), exception);
        }
        catch (EndOfStreamException exception)
        {
            throw new ChartArchiveException(location, "it is cut off", "Fetch or copy the file again", exception);
        }
        catch (InvalidDataException exception)
        {
            throw new ChartArchiveException(location, $"it is damaged ({exception.Message})", "Fetch or copy the file again", exception);
        }
    }

    private static ImmutableArray<ChartFile> ReadEntries(Stream tar, ChartFileCollector files, CancellationToken cancellationToken)
    {
        using var entries = new TarEntries(tar);
        string? top = null;
        while (entries.Next() is { } entry)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var isFolder = RequireFileOrFolder(files, entry);
            var path = entry.Name.StartsWith("./", StringComparison.Ordinal) ? entry.Name[2..] : entry.Name;
            path = isFolder ? path.TrimEnd('/') : path;
            if (isFolder && path.Length == 0)
            {
                continue;
            }

            files.CheckPath(path);
            var inside = StripTop(files.Location, path, isFolder, ref top);
            if (!isFolder)
            {
                files.Add(inside, entries.Content);
            }
        }

        // Reading on to the end makes the checksum of the gzip stream count.
        tar.CopyTo(Stream.Null);
        return files.Files.IsEmpty ? throw new ChartArchiveException(files.Location, "it holds no files", PackAgain) : files.Files;
    }

    /// <summary>Whether the entry is a folder; anything but a folder and a plain file is refused.</summary>
    private static bool RequireFileOrFolder(ChartFileCollector files, TarEntry entry) => (char)entry.Type switch
    {
        '5' => true,
        '\0' or '0' or '7' => entry.Name.EndsWith('/'),
        '1' or '2' => throw new ChartLinkException(files.Location, ChartPath.Show(entry.Name), "is a link"),
        '3' or '4' or '6' => throw new ChartLinkException(files.Location, ChartPath.Show(entry.Name), "is a device or pipe"),
        _ => throw new ChartLinkException(files.Location, ChartPath.Show(entry.Name), "is no plain file"),
    };

    private static string StripTop(string location, string path, bool isFolder, ref string? top)
    {
        var slash = path.IndexOf('/', StringComparison.Ordinal);
        var first = slash < 0 ? path : path[..slash];
        if (slash < 0 && !isFolder)
        {
            throw new ChartArchiveException(location, $"`{path}` lies outside a top folder", PackAgain);
        }

        top ??= first;
        return first == top
            ? path[(slash + 1)..]
            : throw new ChartArchiveException(location, $"it has more than one top folder, `{top}` and `{first}`", PackAgain);
    }

    // Swapping CHART and the argument of -f is how people usually get here (Helm checks for the same).
    private static string HintForOtherFile(string location) => Path.GetExtension(location) is ".yaml" or ".yml"
        ? "It looks like a values file: name the chart here and pass the file with `-f`"
        : "Name a chart folder or the `.tgz` of one, such as `packman package` makes";
}
