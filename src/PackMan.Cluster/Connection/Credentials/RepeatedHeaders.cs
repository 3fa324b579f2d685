using System.Collections.Immutable;

namespace PackMan.Cluster.Connection.Credentials;

/// <summary>
/// Sends a header several times, as impersonation of several groups needs: .NET joins the values with commas, and the API server
/// takes the joined text for one group. The values are joined with a control character instead, which stands in no JSON body,
/// and this stream, between HTTP/1.1 and TLS, makes line ends of it.
/// </summary>
internal sealed class RepeatedHeaders(Stream inner) : Stream
{
    private const byte LineEnd = 0x1F;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public static string Join(string name, ImmutableArray<string> values) => string.Join($"{(char)LineEnd}{name}: ", values);

    public override void Flush() => inner.Flush();

    public override Task FlushAsync(CancellationToken cancellationToken) => inner.FlushAsync(cancellationToken);

    public override int Read(byte[] buffer, int offset, int count) => inner.Read(buffer, offset, count);

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => inner.ReadAsync(buffer, cancellationToken);

    public override void Write(byte[] buffer, int offset, int count) => inner.Write(Ended(buffer.AsMemory(offset, count)).Span);

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) => inner.WriteAsync(Ended(buffer), cancellationToken);

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }

        base.Dispose(disposing);
    }

    private static ReadOnlyMemory<byte> Ended(ReadOnlyMemory<byte> written)
    {
        if (!written.Span.Contains(LineEnd))
        {
            return written;
        }

        var ended = new List<byte>(written.Length + 16);
        foreach (var value in written.Span)
        {
            ended.AddRange(value == LineEnd ? "\r\n"u8 : [value]);
        }

        return ended.ToArray();
    }
}
