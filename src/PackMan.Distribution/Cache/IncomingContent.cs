using System.Security.Cryptography;

namespace PackMan.Distribution.Cache;

/// <summary>Content on its way into the cache: counted and hashed as it is written.</summary>
public sealed class IncomingContent : IDisposable
{
    private readonly ContentCache _cache;
    private readonly string _path;
    private readonly FileStream _file;
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    internal IncomingContent(ContentCache cache, string path)
    {
        _cache = cache;
        _path = path;
        _file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.Read | FileShare.Delete);
    }

    /// <summary>The bytes so far.</summary>
    public long Length { get; private set; }

    /// <exception cref="CacheException">The disk is full, or gone.</exception>
    public void Write(ReadOnlySpan<byte> content)
    {
        try
        {
            _file.Write(content);
        }
        catch (IOException exception)
        {
            throw new CacheException(_cache.Folder, exception);
        }

        _hash.AppendData(content);
        Length += content.Length;
    }

    /// <summary>Starts anew.</summary>
    public void Clear()
    {
        _file.SetLength(0);
        _file.Position = 0;
        _hash.GetHashAndReset();
        Length = 0;
    }

    /// <summary>The digest of what was written; nothing more can be.</summary>
    public ContentDigest Finish() => ContentDigest.Of(_hash);

    /// <summary>What was written, from its start; it goes with this.</summary>
    /// <exception cref="CacheException">The disk is full, or gone.</exception>
    public Stream OpenWritten() => _cache.Guard(() =>
    {
        _file.Flush();
        return new FileStream(_path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 64 * 1024, FileOptions.SequentialScan);
    });

    /// <summary>Puts what was written into its place.</summary>
    /// <exception cref="CacheException">The cache cannot be written.</exception>
    public ContentDigest Keep()
    {
        var digest = Finish();
        Keep(digest);
        return digest;
    }

    internal void Keep(ContentDigest digest)
    {
        _cache.Guard(() =>
        {
            _file.Flush();
            return true;
        });

        // Closed only now: until it has its name, it would pass for left behind.
        _cache.TakeIn(_path, digest);
        _file.Dispose();
    }

    public void Dispose()
    {
        _file.Dispose();
        _hash.Dispose();
        File.Delete(_path);
    }
}
