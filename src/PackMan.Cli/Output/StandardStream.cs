namespace PackMan.Cli.Output;

/// <summary>A stream of the process that may be closed or full, which is no fault of PackMan's.</summary>
/// <param name="inner">What the process was given.</param>
/// <param name="name">What a user calls it; null loses what cannot be written, for an error stream has nobody left to tell.</param>
internal sealed class StandardStream(Stream inner, string? name) : Stream
{
    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        try
        {
            inner.Write(buffer);
        }
        // .NET says "access denied" for a descriptor that was closed; a reader that went away (EPIPE) is no error to it at all.
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Tell(exception);
        }
    }

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    private void Tell(Exception exception)
    {
        if (name is not null)
        {
            throw new OutputException(name, exception);
        }
    }
}
