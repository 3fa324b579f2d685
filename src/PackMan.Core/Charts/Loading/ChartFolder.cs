using System.Collections.Immutable;
using System.Text;

namespace PackMan.Charts.Loading;

/// <summary>The files of a chart folder that its ignore files leave in.</summary>
internal sealed class ChartFolder
{
    // `.helmignore` counts where there is no `.packmanignore`, so Helm charts load as they are.
    private static readonly string[] IgnoreFileNames = [".packmanignore", ".helmignore"];

    private readonly ChartFileCollector _files;
    private readonly string _root;
    private readonly CancellationToken _cancellationToken;
    private int _folders;

    private ChartFolder(string folder, ChartFileCollector files, CancellationToken cancellationToken)
    {
        _files = files;
        _root = RealPath.Of(folder);
        _cancellationToken = cancellationToken;
    }

    /// <exception cref="ChartLoadException">The folder cannot be read or breaks a guard.</exception>
    public static ImmutableArray<ChartFile> Read(string folder, string location, LoadBudget budget, CancellationToken cancellationToken)
    {
        var reader = new ChartFolder(folder, new ChartFileCollector(location, budget), cancellationToken);
        reader.Walk(reader._root, [], IgnoreRules.Default);
        return reader._files.Files;
    }

    private void Walk(string folder, string[] path, IgnoreRules rules)
    {
        _cancellationToken.ThrowIfCancellationRequested();

        // Links between folders can make more ways through few folders than anyone can walk.
        if (++_folders > _files.Budget.Limits.Files)
        {
            throw new ChartLimitException(_files.Location, "it has too many folders", $"{_files.Budget.Limits.Files} folders");
        }

        var entries = Guarded(path, () => new DirectoryInfo(folder).GetFileSystemInfos());
        Array.Sort(entries, (left, right) => string.CompareOrdinal(left.Name, right.Name));
        rules = WithIgnoreFile(entries, path, rules);
        foreach (var entry in entries)
        {
            string[] inside = [.. path, entry.Name];
            var isFolder = entry is DirectoryInfo;
            if (!rules.IsIgnored(inside, isFolder))
            {
                Take(entry, inside, isFolder, rules);
            }
        }
    }

    private void Take(FileSystemInfo entry, string[] path, bool isFolder, IgnoreRules rules)
    {
        var name = string.Join('/', path);
        _files.CheckPath(name);
        var target = entry.LinkTarget is null ? entry.FullName : FollowLink(entry, name);
        if (isFolder)
        {
            Walk(target, path, rules);
            return;
        }

        using var content = Guarded(path, () => Open(target));
        Guarded(path, () =>
        {
            _files.Add(name, content);
            return true;
        });
    }

    private string FollowLink(FileSystemInfo link, string path)
    {
        var target = RealPath.Of(link.FullName);
        if (target != _root && !target.StartsWith(_root.TrimEnd(Path.DirectorySeparatorChar) + Path.DirectorySeparatorChar, StringComparison.Ordinal))
        {
            throw new ChartLinkException(_files.Location, path, "is a link that leads out of the chart");
        }

        // What is still a link at the end goes round in a circle.
        if (new FileInfo(target).LinkTarget is not null || (!File.Exists(target) && !Directory.Exists(target)))
        {
            throw new ChartLinkException(_files.Location, path, "is a link that leads nowhere");
        }

        return (link.FullName + Path.DirectorySeparatorChar).StartsWith(target + Path.DirectorySeparatorChar, StringComparison.Ordinal)
            ? throw new ChartLinkException(_files.Location, path, "is a link to a folder it lies in")
            : target;
    }

    // Pipes and devices have no length. Not opening them keeps a pipe without a writer from hanging the loading.
    private static Stream Open(string path) => new FileInfo(path).Length == 0 ? Stream.Null : File.OpenRead(path);

    private IgnoreRules WithIgnoreFile(FileSystemInfo[] entries, string[] path, IgnoreRules rules)
    {
        var file = IgnoreFileNames.Select(name => Array.Find(entries, entry => entry.Name == name && entry is FileInfo)).FirstOrDefault(entry => entry is not null);
        if (file is null)
        {
            return rules;
        }

        string[] inside = [.. path, file.Name];
        var target = file.LinkTarget is null ? file.FullName : FollowLink(file, string.Join('/', inside));
        using var content = Guarded(inside, () => Open(target));
        using var reader = new StreamReader(new BoundedStream(content, _files.Budget.Limits.FileBytes, () =>
            new ChartLimitException(_files.Location, $"the file `{file.Name}` is too large", ChartFileCollector.Megabytes(_files.Budget.Limits.FileBytes))), Encoding.UTF8);
        return rules.With(Guarded(inside, reader.ReadToEnd), path.Length);
    }

    private T Guarded<T>(string[] path, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new UnreadableChartException(_files.Location, path.Length == 0 ? "." : string.Join('/', path), exception);
        }
    }
}
