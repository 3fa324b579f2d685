namespace PackMan.Sandbox.Storage;

/// <summary>Holds a folder for one process at a time.</summary>
internal sealed class FolderLock : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(5);

    private readonly FileStream _file;

    private FolderLock(FileStream file) => _file = file;

    /// <exception cref="SandboxFolderException">The folder cannot be written, or another process holds it too long.</exception>
    public static async Task<FolderLock> AcquireAsync(string folder, TimeSpan timeout, CancellationToken cancellationToken)
    {
        // Polling is about another process, so it follows the machine's clock and not the sandbox's.
        var clock = TimeProvider.System;
        var start = clock.GetTimestamp();
        while (true)
        {
            try
            {
                Directory.CreateDirectory(folder);
                return new FolderLock(new FileStream(Path.Combine(folder, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1));
            }
            catch (IOException exception) when (Directory.Exists(folder) && clock.GetElapsedTime(start) >= timeout)
            {
                throw new SandboxFolderException(folder, $"another process has held it for {timeout.TotalSeconds:0} s", exception);
            }
            catch (IOException) when (Directory.Exists(folder))
            {
                await Task.Delay(Pause, clock, cancellationToken);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                throw new SandboxFolderException(folder, exception.Message, exception);
            }
        }
    }

    public void Dispose() => _file.Dispose();
}
