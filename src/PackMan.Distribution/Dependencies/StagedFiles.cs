namespace PackMan.Distribution.Dependencies;

/// <summary>Files that come into a folder together: all are written under names nobody reads, and only then moved into place.</summary>
internal sealed class StagedFiles(string folder) : IDisposable
{
    private readonly List<(string Temporary, string Target)> _staged = [];

    public int Count => _staged.Count;

    /// <exception cref="ChartFolderException">The folder cannot be written.</exception>
    public void Add(string name, ReadOnlySpan<byte> content)
    {
        var target = Path.Combine(folder, name);
        var temporary = Path.Combine(folder, $".{name}.{Path.GetRandomFileName()}");
        try
        {
            Directory.CreateDirectory(folder);
            _staged.Add((temporary, target));
            AtomicFile.Write(temporary, content);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ChartFolderException(target, exception);
        }
    }

    /// <exception cref="ChartFolderException">A file cannot be moved into place.</exception>
    public void Commit()
    {
        foreach (var (temporary, target) in _staged)
        {
            try
            {
                File.Move(temporary, target, overwrite: true);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                throw new ChartFolderException(target, exception);
            }
        }

        _staged.Clear();
    }

    public void Dispose()
    {
        foreach (var (temporary, _) in _staged)
        {
            File.Delete(temporary);
        }
    }
}
