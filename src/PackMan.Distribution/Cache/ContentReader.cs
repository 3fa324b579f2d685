using Microsoft.Win32.SafeHandles;

namespace PackMan.Distribution.Cache;

/// <summary>Reads a file of the cache; any number of them may read one open file at once.</summary>
/// <param name="file">Readable even when others have removed or replaced what bears its name.</param>
/// <param name="ownsFile">Whether the file is closed with this.</param>
internal sealed class ContentReader(SafeFileHandle file, bool ownsFile) : Stream
{
    private bool _ownsFile = ownsFile;

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length { get; } = RandomAccess.GetLength(file);

    public override long Position { get; set; }

    /// <exception cref="IOException">There is no such file.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static ContentReader Open(string path) => new(File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete), ownsFile: true);

    /// <summary>Gives the open file away; null when it is another's already.</summary>
    public SafeFileHandle? Release() => Interlocked.Exchange(ref _ownsFile, false) ? file : null;

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        var count = RandomAccess.Read(file, buffer, Position);
        Position += count;
        return count;
    }

    public override long Seek(long offset, SeekOrigin origin) => Position = offset + origin switch
    {
        SeekOrigin.Begin => 0,
        SeekOrigin.Current => Position,
        _ => Length,
    };

    public override void Flush()
    {
        // Nothing is written.
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        Release()?.Dispose();
        base.Dispose(disposing);
    }
}
