using System.IO.Pipelines;
using System.Net;
using PackMan.Sandbox.Storage;
using PackMan.Yaml;

namespace PackMan.Sandbox.Requests;

/// <summary>The endless body of a watch: one JSON event a line, until the time is over or the reader goes away.</summary>
internal sealed class WatchContent : HttpContent
{
    private static readonly byte[] LineEnd = "\n"u8.ToArray();

    private readonly WatchLog _log;
    private readonly WatchFilter _filter;
    private readonly List<YamlMap> _initial;
    private readonly long _start;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _end;

    public WatchContent(WatchLog log, WatchFilter filter, List<YamlMap> initial, long start, TimeSpan timeout, TimeProvider time)
    {
        (_log, _filter, _initial, _start, _time) = (log, filter, initial, start, time);
        _end = new CancellationTokenSource(timeout, time);
        Headers.TryAddWithoutValidation("Content-Type", "application/json");
    }

    protected override Task<Stream> CreateContentReadStreamAsync()
    {
        var pipe = new Pipe();
        _ = FillAsync(pipe.Writer);
        return Task.FromResult<Stream>(new ReadStream(pipe.Reader.AsStream(), _end));
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => WriteAsync(stream);

    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return false;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _end.Cancel();
        }

        base.Dispose(disposing);
    }

    private async Task FillAsync(PipeWriter writer)
    {
        var stream = writer.AsStream();
        await WriteAsync(stream);
        await writer.CompleteAsync();
    }

    private async Task WriteAsync(Stream stream)
    {
        try
        {
            foreach (var item in _initial)
            {
                await WriteAsync(stream, item);
            }

            await FollowAsync(stream);
        }
        catch (Exception exception) when (exception is OperationCanceledException or InvalidOperationException or IOException)
        {
            // The time is over or the reader is gone: a watch ends without a word.
        }
    }

    private async Task FollowAsync(Stream stream)
    {
        for (var version = _start; ;)
        {
            if (_log.After(version) is not var (changes, more))
            {
                var expired = StatusException.Expired($"too old resource version: {version}");
                await WriteAsync(stream, WatchFilter.Event("ERROR", expired.ToStatus()));
                return;
            }

            foreach (var change in changes)
            {
                version = change.Version;
                if (_filter.EventOf(change) is { } item)
                {
                    await WriteAsync(stream, item);
                }
            }

            await more.WaitAsync(System.Threading.Timeout.InfiniteTimeSpan, _time, _end.Token);
        }
    }

    private async Task WriteAsync(Stream stream, YamlMap item)
    {
        await stream.WriteAsync(JsonText.WriteBytes(item), _end.Token);
        await stream.WriteAsync(LineEnd, _end.Token);
        await stream.FlushAsync(_end.Token);
    }

    /// <summary>Ends the watch when its reader closes the stream.</summary>
    private sealed class ReadStream(Stream inner, CancellationTokenSource end) : Stream
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

        public override int Read(byte[] buffer, int offset, int count) => inner.Read(buffer, offset, count);

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => inner.ReadAsync(buffer, cancellationToken);

        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
            inner.ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

        public override void Flush() => inner.Flush();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                end.Cancel();
                inner.Dispose();
            }

            base.Dispose(disposing);
        }
    }
}
