using System.Buffers;
using System.Text.Json;

namespace PackMan.Distribution.Repositories.Indexes;

/// <summary>An index in JSON (`packman repo index --json`).</summary>
internal sealed class JsonIndexTokens(Stream content) : IndexTokens
{
    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(64 * 1024);
    private int _start;
    private int _end;
    private bool _isComplete;
    private long _lines;
    private JsonReaderState _state = new(new JsonReaderOptions { MaxDepth = MaxDepth, CommentHandling = JsonCommentHandling.Disallow });

    public override long Line => _lines + 1;

    public override IndexToken Read()
    {
        try
        {
            while (true)
            {
                if (TryRead() is { } token)
                {
                    return token;
                }

                if (_isComplete)
                {
                    return IndexToken.End;
                }

                Fill();
            }
        }
        // The latter: a text that is no UTF-8.
        catch (Exception broken) when (broken is JsonException or InvalidOperationException)
        {
            throw new IndexSyntaxException(Line, "it is no JSON", broken);
        }
    }

    public override void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_buffer);
        content.Dispose();
    }

    private IndexToken? TryRead()
    {
        var reader = new Utf8JsonReader(_buffer.AsSpan(_start, _end - _start), _isComplete, _state);
        if (!reader.Read())
        {
            return null;
        }

        var token = Token(ref reader);
        _lines += _buffer.AsSpan(_start, (int)reader.BytesConsumed).Count((byte)'\n');
        _start += (int)reader.BytesConsumed;
        _state = reader.CurrentState;
        return token;
    }

    private IndexToken Token(ref Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                return IndexToken.MapStart;
            case JsonTokenType.EndObject:
                return IndexToken.MapEnd;
            case JsonTokenType.StartArray:
                return IndexToken.ListStart;
            case JsonTokenType.EndArray:
                return IndexToken.ListEnd;
            case JsonTokenType.PropertyName or JsonTokenType.String:
                Text = reader.GetString() ?? "";
                return IndexToken.Text;
            default:
                Text = reader.TokenType == JsonTokenType.Null ? "" : System.Text.Encoding.UTF8.GetString(reader.ValueSpan);
                return IndexToken.Text;
        }
    }

    private void Fill()
    {
        if (_end - _start == _buffer.Length)
        {
            Grow();
        }
        else
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
        }

        (_start, _end) = (0, _end - _start);
        var count = content.Read(_buffer, _end, _buffer.Length - _end);
        _end += count;
        _isComplete = count == 0;
    }

    private void Grow()
    {
        if (_buffer.Length > MaxText)
        {
            throw new IndexSyntaxException(Line, $"a text in it has more than {MaxText >> 20} MiB");
        }

        var larger = ArrayPool<byte>.Shared.Rent(_buffer.Length * 2);
        _buffer.AsSpan(_start, _end - _start).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = larger;
    }
}
