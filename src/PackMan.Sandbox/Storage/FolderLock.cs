namespace PackMan.Sandbox.Storage;

/// <summary>Holds a folder for one process at a time.</summary>
internal sealed class FolderLock : IDisposable
{
    private readonly FileLock _file;

    private FolderLock(FileLock file) => _file = file;

    /// <exception cref="SandboxFolderException">The folder cannot be written, or another process holds it too long.</exception>
    public static async Task<FolderLock> AcquireAsync(string folder, TimeSpan timeout, CancellationToken cancellationToken)
    {
        try
        {
            return await FileLock.TryAcquireAsync(Path.Combine(folder, "lock"), timeout, cancellationToken) is { } file
                ? new FolderLock(file)
                : throw new SandboxFolderException(folder, $"another process has held it for {timeout.TotalSeconds:0} s");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new SandboxFolderException(folder, exception.Message, exception);
        }
    }

    public void Dispose() => _file.Dispose();
}
