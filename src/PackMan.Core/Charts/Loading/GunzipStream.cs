using ICSharpCode.SharpZipLib;
using ICSharpCode.SharpZipLib.GZip;

namespace PackMan.Charts.Loading;

/// <summary>Decompresses a gzip stream, and turns what the library makes of broken ones into two plain answers: cut off, or damaged.</summary>
internal sealed class GunzipStream : ReadOnlyStream
{
    private readonly SourceStream _source;
    private readonly GZipInputStream _gzip;

    public GunzipStream(Stream archive)
    {
        _source = new SourceStream(archive);
        _gzip = new GZipInputStream(_source) { IsStreamOwner = false };
    }

    /// <exception cref="NoGzipException">The stream does not begin as gzip does.</exception>
    /// <exception cref="EndOfStreamException">The stream ends too early.</exception>
    /// <exception cref="InvalidDataException">The stream is damaged.</exception>
    public override int Read(Span<byte> buffer)
    {
        try
        {
            return _gzip.Read(buffer);
        }

        // The library's inflater runs over its tables on some damaged streams.
        catch (Exception exception) when (exception is SharpZipBaseException or EndOfStreamException or IndexOutOfRangeException)
        {
            throw _source.HasEnded
                ? new EndOfStreamException("the stream ends too early", exception)
                : new InvalidDataException("the compressed data is wrong", exception);
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _gzip.Dispose();
            _source.Dispose();
        }

        base.Dispose(disposing);
    }

    private sealed class SourceStream(Stream archive) : ReadOnlyStream
    {
        private int _position;

        public bool HasEnded { get; private set; }

        private static ReadOnlySpan<byte> Magic => [0x1F, 0x8B];

        public override int Read(Span<byte> buffer)
        {
            var count = archive.Read(buffer);
            HasEnded |= count == 0;
            for (var i = 0; i < count && _position < Magic.Length; i++)
            {
                if (buffer[i] != Magic[_position++])
                {
                    throw new NoGzipException();
                }
            }

            return count > 0 || _position == Magic.Length ? count : throw new NoGzipException();
        }
    }
}

/// <summary>A stream that does not begin with the two bytes of gzip.</summary>
internal sealed class NoGzipException() : Exception("The stream is no gzip stream");
