using System.Text;

namespace PackMan.Distribution.Repositories.Indexes;

/// <summary>
/// The plain block style in which Helm and PackMan write indexes, read at a fraction of what a YAML parser takes. It guesses at
/// nothing: what goes beyond the style is an <see cref="UnusualYamlException"/>, and the index is read by the parser instead.
/// </summary>
internal sealed partial class BlockIndexTokens(Stream content) : IndexTokens
{
    private readonly LineSource _lines = new(content);
    private readonly Stack<Open> _open = new();
    private bool _hasLine;
    private int _column;
    private Awaited _awaited = Awaited.Root;

    private enum Awaited
    {
        Root,

        /// <summary>Nothing but the rest of what is open.</summary>
        Nothing,

        /// <summary>The value of a key, on the key's line.</summary>
        Inline,

        /// <summary>The value of a key, below the key if there is one.</summary>
        Below,

        /// <summary>The end of `[]` or `{}`.</summary>
        ListEnd,
        MapEnd,
    }

    public override long Line => _lines.Number;

    private ReadOnlySpan<byte> Rest => _lines.Line[_column..];

    public override IndexToken Read()
    {
        var awaited = _awaited;
        _awaited = Awaited.Nothing;
        return awaited switch
        {
            Awaited.Root => ReadRoot(),
            Awaited.Inline => ReadScalar(),
            Awaited.Below => ReadBelow(),
            Awaited.ListEnd => IndexToken.ListEnd,
            Awaited.MapEnd => IndexToken.MapEnd,
            _ => ReadStructure(),
        };
    }

    public override void Dispose() => _lines.Dispose();

    private IndexToken ReadRoot()
    {
        NextLiteralLine();
        if (_hasLine && _lines.Line.SequenceEqual("---"u8))
        {
            NextLine();
        }

        RequireNoMarker();
        SkipComments();
        return !_hasLine ? IndexToken.End : _column == 0 ? Enter(IsItem(Rest)) : throw Unusual();
    }

    private IndexToken ReadBelow()
    {
        SkipComments();
        var key = _open.Peek();
        if (_hasLine && (_column > key.Column || (_column == key.Column && IsItem(Rest))))
        {
            return Enter(IsItem(Rest));
        }

        Text = "";
        return IndexToken.Text;
    }

    private IndexToken ReadStructure()
    {
        SkipComments();
        if (!_hasLine)
        {
            return _open.Count > 0 ? Leave() : IndexToken.End;
        }

        if (_open.Count == 0)
        {
            throw Unusual();
        }

        var around = _open.Peek();
        return (_column - around.Column, around.IsList, IsItem(Rest)) switch
        {
            ( < 0, _, _) => Leave(),
            (0, true, true) => ReadItem(),
            (0, true, false) => Leave(),
            (0, false, false) => ReadKey(),
            _ => throw Unusual(),
        };
    }

    private IndexToken ReadItem()
    {
        var content = Rest[1..].IndexOfAnyExcept((byte)' ');
        if (content < 0)
        {
            throw Unusual();
        }

        _column += 1 + content;
        return IsItem(Rest) || KeyLength(Rest) > 0 ? Enter(IsItem(Rest)) : ReadScalar();
    }

    private IndexToken ReadKey()
    {
        var length = KeyLength(Rest);
        if (length <= 0)
        {
            throw Unusual();
        }

        var key = Rest[..length];
        Text = Encoding.UTF8.GetString(key[0] is (byte)'"' or (byte)'\'' ? key[1..^1] : key);
        var value = Rest[(length + 1)..].IndexOfAnyExcept((byte)' ');
        if (value < 0)
        {
            NextLine();
            _awaited = Awaited.Below;
        }
        else
        {
            _column += length + 1 + value;
            _awaited = Awaited.Inline;
        }

        return IndexToken.Text;
    }

    private IndexToken Enter(bool isList)
    {
        if (_open.Count == MaxDepth)
        {
            throw new IndexSyntaxException(Line, $"it nests deeper than {MaxDepth}");
        }

        _open.Push(new Open(isList, _column));
        return isList ? IndexToken.ListStart : IndexToken.MapStart;
    }

    private IndexToken Leave() => _open.Pop().IsList ? IndexToken.ListEnd : IndexToken.MapEnd;

    private void NextLine()
    {
        NextLiteralLine();
        RequireNoMarker();
    }

    private void SkipComments()
    {
        while (_hasLine && _column == _lines.Indent && Rest[0] == '#')
        {
            NextLine();
        }
    }

    // The begin or end of a document, or a directive.
    private static bool IsMarker(ReadOnlySpan<byte> line) => line.StartsWith("---"u8) || line.StartsWith("..."u8) || line[0] == '%';

    private static bool IsItem(ReadOnlySpan<byte> text) => text[0] == '-' && (text.Length == 1 || text[1] == ' ');

    /// <summary>The bytes of the key a line begins with; 0 when it begins with none.</summary>
    private static int KeyLength(ReadOnlySpan<byte> text)
    {
        if (text[0] is (byte)'"' or (byte)'\'')
        {
            var close = text[1..].IndexOf(text[0]) + 1;
            return close > 0 && IsKeyEnd(text, close + 1) && !text[..close].Contains((byte)'\\') ? close + 1 : 0;
        }

        if (IsIndicator(text))
        {
            return 0;
        }

        for (var from = 0; text[from..].IndexOf((byte)':') is >= 0 and var found; from += found + 1)
        {
            if (IsKeyEnd(text, from + found))
            {
                var key = text[..(from + found)];
                return key.IndexOf(" #"u8) < 0 && !IsNull(key) && !key.EndsWith(" "u8) ? key.Length : 0;
            }
        }

        return 0;
    }

    private static bool IsKeyEnd(ReadOnlySpan<byte> text, int colon) =>
        colon < text.Length && text[colon] == ':' && (colon + 1 == text.Length || text[colon + 1] == ' ');

    // What no plain text begins with, `-` and `?` only when a blank follows.
    private static bool IsIndicator(ReadOnlySpan<byte> text) =>
        "&*!|>%@`\"'#,[]{}"u8.Contains(text[0]) || (text[0] is (byte)'-' or (byte)'?' or (byte)':' && (text.Length == 1 || text[1] == ' '));

    private static bool IsNull(ReadOnlySpan<byte> text) => text.SequenceEqual("null"u8) || text.SequenceEqual("~"u8) || text.SequenceEqual("Null"u8) || text.SequenceEqual("NULL"u8);

    private UnusualYamlException Unusual() => new(_lines.Number);

    /// <summary>A map or list that has begun.</summary>
    private readonly record struct Open(bool IsList, int Column);
}

/// <summary>YAML that may well be right, in a style only a full parser knows.</summary>
internal sealed class UnusualYamlException(long line) : Exception($"line {line} is not in the plain block style");
