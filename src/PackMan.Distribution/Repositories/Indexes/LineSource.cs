using System.Buffers;

namespace PackMan.Distribution.Repositories.Indexes;

/// <summary>The lines of a text as bytes, one at a time; blank ones are counted and passed over.</summary>
internal sealed class LineSource : IDisposable
{
    private readonly Stream _content;
    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(128 * 1024);
    private int _next;
    private int _end;
    private int _start;
    private int _length;
    private bool _isComplete;

    public LineSource(Stream content)
    {
        _content = content;
        Fill();
        _next = _buffer.AsSpan(0, _end).StartsWith("\uFEFF"u8) ? 3 : 0;
    }

    /// <summary>The line with all its blanks, without its end.</summary>
    public ReadOnlySpan<byte> Whole => _buffer.AsSpan(_start, _length);

    /// <summary>The line without blanks at its end.</summary>
    public ReadOnlySpan<byte> Line => Whole.TrimEnd((byte)' ');

    /// <summary>The blanks before its first character.</summary>
    public int Indent { get; private set; }

    public long Number { get; private set; }

    /// <summary>How many blank lines were passed over.</summary>
    public int BlanksBefore { get; private set; }

    /// <summary>Whether one of them held blanks, which count in texts of several lines.</summary>
    public bool HasFilledBlanks { get; private set; }

    /// <summary>Goes to the next line that is not blank; false at the end.</summary>
    public bool MoveNext()
    {
        (BlanksBefore, HasFilledBlanks) = (0, false);
        while (TryNext())
        {
            var line = Line;
            if (line.Length > 0)
            {
                Indent = Math.Max(0, line.IndexOfAnyExcept((byte)' '));
                return true;
            }

            BlanksBefore++;
            HasFilledBlanks |= _length > 0;
        }

        return false;
    }

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_buffer);
        _content.Dispose();
    }

    private bool TryNext()
    {
        int length;
        while ((length = _buffer.AsSpan(_next, _end - _next).IndexOf((byte)'\n')) < 0 && !_isComplete)
        {
            Fill();
        }

        if (length < 0 && _next == _end)
        {
            return false;
        }

        (_start, _length) = (_next, length < 0 ? _end - _next : length);
        _next = Math.Min(_end, _start + _length + 1);
        Number++;
        if (_length > 0 && _buffer[_start + _length - 1] == '\r')
        {
            _length--;
        }

        return true;
    }

    private void Fill()
    {
        var kept = _end - _next;
        var target = kept < _buffer.Length ? _buffer : Larger();
        _buffer.AsSpan(_next, kept).CopyTo(target);
        if (target != _buffer)
        {
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = target;
        }

        (_next, _end) = (0, kept);
        var count = _content.Read(_buffer, _end, _buffer.Length - _end);
        _end += count;
        _isComplete = count == 0;
    }

    private byte[] Larger() => _buffer.Length <= IndexTokens.MaxText
        ? ArrayPool<byte>.Shared.Rent(_buffer.Length * 2)
        : throw new IndexSyntaxException(Number + 1, $"it has more than {IndexTokens.MaxText >> 20} MiB");
}
