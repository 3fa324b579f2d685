namespace PackMan.Charts.Loading;

/// <summary>The bytes of one tar entry; an archive that ends before them is an error, not a short file.</summary>
internal sealed class TarContent(Stream tar, long size) : ReadOnlyStream
{
    private long _rest = size;

    public override int Read(Span<byte> buffer)
    {
        var wanted = (int)Math.Min(buffer.Length, _rest);
        if (wanted == 0)
        {
            return 0;
        }

        var count = tar.Read(buffer[..wanted]);
        if (count == 0)
        {
            throw new EndOfStreamException("the archive ends in the middle of a file");
        }

        _rest -= count;
        return count;
    }
}

/// <summary>Stops a decompression at a bound, whatever the headers promise.</summary>
internal sealed class BoundedStream(Stream inner, long limit, Func<Exception> tooLarge) : ReadOnlyStream
{
    private long _total;

    public override int Read(Span<byte> buffer)
    {
        var count = inner.Read(buffer);
        _total += count;
        return _total <= limit ? count : throw tooLarge();
    }
}

/// <summary>A forward-only stream that leaves its source open.</summary>
internal abstract class ReadOnlyStream : Stream
{
    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public abstract override int Read(Span<byte> buffer);

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
