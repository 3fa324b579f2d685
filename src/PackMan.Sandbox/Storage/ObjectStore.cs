namespace PackMan.Sandbox.Storage;

/// <summary>The sandbox's objects, for one request at a time across threads and processes.</summary>
internal sealed class ObjectStore(SandboxOptions options) : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1);
    private readonly ObjectFolder _folder = new(options.Folder);

    public WatchLog Log { get; } = new();

    public async Task<StoreSession> OpenAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        FolderLock? folderLock = null;
        try
        {
            folderLock = await FolderLock.AcquireAsync(options.Folder, options.LockTimeout, cancellationToken);
            var (isNew, hasForeignWrites) = _folder.Refresh();
            if (hasForeignWrites)
            {
                Log.Restart(_folder.Version);
            }

            return new StoreSession(_folder, Log, isNew, new Release(_turn, folderLock));
        }
        catch
        {
            folderLock?.Dispose();
            _turn.Release();
            throw;
        }
    }

    public void Dispose() => _turn.Dispose();

    private sealed class Release(SemaphoreSlim turn, FolderLock folderLock) : IDisposable
    {
        public void Dispose()
        {
            folderLock.Dispose();
            turn.Release();
        }
    }
}
