namespace PackMan.Distribution.Cache;

/// <summary>
/// Files named by the digest of what they hold. Any number of processes may read, fill and prune it at once: content comes in under a
/// name of its own and is moved into place whole, what is read is checked first, and what was found once stays readable, so that no lock is needed.
/// </summary>
/// <param name="folder">Made when the first content comes in.</param>
public sealed class ContentCache(string folder, TimeProvider time) : IDisposable
{
    // Between making a file and holding it passes less.
    private static readonly TimeSpan Moment = TimeSpan.FromMinutes(1);

    private readonly HeldContents _held = new();

    public string Folder { get; } = folder;

    private string IncomingFolder => Path.Combine(Folder, "incoming");

    /// <summary>The content, checked and read from its start; null when it is not there, or is not what its name says.</summary>
    /// <param name="isUse">Whether it counts as used; looking does not.</param>
    public Stream? Open(ContentDigest digest, bool isUse = true)
    {
        ArgumentNullException.ThrowIfNull(digest);
        try
        {
            var content = Sound(digest, _held.TryOpen(digest)) ?? Sound(digest, ContentReader.Open(PathOf(digest)));
            if (content is not null && isUse)
            {
                Touch(PathOf(digest));
                _held.Hold(digest, content);
            }

            return content;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>The content that was just brought in.</summary>
    /// <exception cref="CacheException">It is gone again, or changed.</exception>
    public Stream Require(ContentDigest digest) =>
        Open(digest) ?? throw new CacheException(Folder, new IOException($"`{digest}` was removed or changed while it was needed"));

    /// <summary>All bytes of content that was just brought in.</summary>
    /// <exception cref="CacheException">It is gone again, or changed.</exception>
    public byte[] ReadAll(ContentDigest digest)
    {
        using var content = Require(digest);
        var bytes = new byte[content.Length];
        content.ReadExactly(bytes);
        return bytes;
    }

    /// <summary>Room for content on its way in, which leaves nothing behind unless it is kept.</summary>
    /// <exception cref="CacheException">The folder cannot be written.</exception>
    public IncomingContent Begin() => Guard(() =>
    {
        Directory.CreateDirectory(IncomingFolder);
        return new IncomingContent(this, Path.Combine(IncomingFolder, Path.GetRandomFileName()));
    });

    /// <summary>Keeps content that is at hand.</summary>
    /// <exception cref="CacheException">The folder cannot be written.</exception>
    public ContentDigest Keep(ReadOnlySpan<byte> content)
    {
        using var incoming = Begin();
        incoming.Write(content);
        return incoming.Keep();
    }

    /// <summary>What the cache holds, the longest unused first.</summary>
    public IReadOnlyList<CachedContent> List() =>
    [
        .. Files(Path.Combine(Folder, "sha256"))
            .Select(Describe)
            .OfType<CachedContent>()
            .OrderBy(content => content.UsedAt)
            .ThenBy(content => content.Digest.Hex, StringComparer.Ordinal),
    ];

    /// <summary>Removes what was not used since a time, and what killed processes left. What comes in at this moment stays, and running processes can still read what they have found.</summary>
    /// <returns>What was removed.</returns>
    /// <exception cref="CacheException">A file cannot be removed.</exception>
    public IReadOnlyList<CachedContent> Prune(DateTimeOffset unusedSince) => Guard(() =>
    {
        var removed = List().Where(content => content.UsedAt < unusedSince).ToList();
        foreach (var content in removed)
        {
            File.Delete(PathOf(content.Digest));
        }

        foreach (var file in Files(IncomingFolder))
        {
            DeleteUnlessHeld(file);
        }

        return removed;
    });

    public void Dispose() => _held.Dispose();

    internal void TakeIn(string path, ContentDigest digest) => Guard(() =>
    {
        var target = PathOf(digest);
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        using var content = ContentReader.Open(path);
        File.Move(path, target, overwrite: true);
        Touch(target);
        _held.Hold(digest, content);
        return target;
    });

    internal T Guard<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new CacheException(Folder, exception);
        }
    }

    // What is damaged stays where it is: whoever needs it fetches it again and puts that in its place, and by now another process may have done so.
    private static ContentReader? Sound(ContentDigest digest, ContentReader? content)
    {
        if (content is null || ContentDigest.Of(content) == digest)
        {
            content?.Seek(0, SeekOrigin.Begin);
            return content;
        }

        content.Dispose();
        return null;
    }

    // Whoever writes a file shares it with readers only, so that nobody else gets it for himself.
    private void DeleteUnlessHeld(FileInfo file)
    {
        if (UsedAt(file) >= time.GetUtcNow() - Moment)
        {
            return;
        }

        try
        {
            using var alone = new FileStream(file.FullName, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
            file.Delete();
        }
        catch (IOException)
        {
            // It is held, or gone.
        }
    }

    // Two digits keep the folders short on file systems that mind.
    private string PathOf(ContentDigest digest) => Path.Combine(Folder, "sha256", digest.Hex[..2], digest.Hex);

    // The time of the last use is all that is told of it, and not worth an error.
    private void Touch(string path)
    {
        try
        {
            File.SetLastWriteTimeUtc(path, time.GetUtcNow().UtcDateTime);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return;
        }
    }

    // Another process may prune while this one lists.
    private static CachedContent? Describe(FileInfo file)
    {
        try
        {
            return ContentDigest.TryParse($"sha256:{file.Name}") is { } digest ? new CachedContent(digest, file.Length, UsedAt(file)) : null;
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }

    private static DateTimeOffset UsedAt(FileInfo file) => new(file.LastWriteTimeUtc, TimeSpan.Zero);

    private static IEnumerable<FileInfo> Files(string folder) => Directory.Exists(folder)
        ? new DirectoryInfo(folder).EnumerateFiles("*", SearchOption.AllDirectories)
        : [];
}

/// <summary>A file of the cache.</summary>
/// <param name="Length">In bytes.</param>
/// <param name="UsedAt">When it came in or was last read.</param>
public sealed record CachedContent(ContentDigest Digest, long Length, DateTimeOffset UsedAt);

/// <summary>The cache cannot be written.</summary>
public sealed class CacheException(string folder, Exception cause)
    : PackManException($"The cache `{folder}` cannot be written: {cause?.Message.TrimEnd('.')}", cause)
{
    public override string Hint => "Name another folder with `--content-cache` or PACKMAN_CACHE_HOME";
}
