using System.Collections.Immutable;
using System.Text;

namespace PackMan.Distribution.Repositories;

/// <summary>`repositories.yaml`: the repositories that were added, in Helm's format. Only its owner can read it, for the passwords in it.</summary>
/// <param name="path">Absolute.</param>
public sealed class RepositoriesFile(string path)
{
    private const int LargestFile = 4 * 1024 * 1024;

    private static readonly TimeSpan LockTimeout = TimeSpan.FromSeconds(30);

    public string Path { get; } = path;

    // As Helm locks it, so that a file shared with Helm is safe as well.
    private string LockPath => System.IO.Path.ChangeExtension(Path, ".lock");

    /// <summary>The repositories in the order they were added; none when there is no file.</summary>
    /// <exception cref="PackManException">The file cannot be read, or says something impossible.</exception>
    public ImmutableArray<ChartRepository> Read() => Guard("read", () =>
    {
        var file = new FileInfo(Path);
        if (!file.Exists || file.Length == 0)
        {
            return [];
        }

        return file.Length > LargestFile
            ? throw new RepositoriesFileException(Path, $"is larger than {LargestFile >> 20} MiB")
            : RepositoriesText.Parse(File.ReadAllText(Path), Path);
    });

    /// <summary>Changes what the file holds; no other process can change it meanwhile.</summary>
    /// <exception cref="PackManException">The file cannot be read or written.</exception>
    public async Task EditAsync(Func<ImmutableArray<ChartRepository>, ImmutableArray<ChartRepository>> edit, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(edit);
        using var held = await LockAsync(cancellationToken);
        var known = Read();
        var wanted = edit(known);
        if (wanted != known)
        {
            Guard("written", () => Write(wanted));
        }
    }

    private async Task<FileLock> LockAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await FileLock.TryAcquireAsync(LockPath, LockTimeout, cancellationToken)
                ?? throw new RepositoriesFileException(Path, $"is being changed by another process, which has held `{LockPath}` for {LockTimeout.TotalSeconds:0} s");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Failed("written", exception);
        }
    }

    private bool Write(ImmutableArray<ChartRepository> repositories)
    {
        // Through a link, so that a file kept elsewhere stays there.
        var target = File.Exists(Path) ? File.ResolveLinkTarget(Path, returnFinalTarget: true)?.FullName ?? Path : Path;
        AtomicFile.Write(target, Encoding.UTF8.GetBytes(RepositoriesText.Write(repositories)), AtomicFile.Private);
        return true;
    }

    private T Guard<T>(string verb, Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Failed(verb, exception);
        }
    }

    private RepositoriesFileException Failed(string verb, Exception exception) => new(Path, $"cannot be {verb}: {exception.Message.TrimEnd('.')}", null, exception);
}
