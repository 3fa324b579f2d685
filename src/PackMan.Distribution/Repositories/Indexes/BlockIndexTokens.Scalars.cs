using System.Globalization;
using System.Text;

namespace PackMan.Distribution.Repositories.Indexes;

/// <summary>Texts: plain, quoted and literal.</summary>
internal sealed partial class BlockIndexTokens
{
    private int ParentColumn => _open.Count > 0 ? _open.Peek().Column : -1;

    private IndexToken ReadScalar()
    {
        switch (Rest[0])
        {
            case (byte)'"' or (byte)'\'':
                return Say(ReadQuoted());
            case (byte)'|':
                return Say(ReadLiteral());
            case (byte)'[' when Rest.SequenceEqual("[]"u8):
                return Empty(IndexToken.ListStart, Awaited.ListEnd);
            case (byte)'{' when Rest.SequenceEqual("{}"u8):
                return Empty(IndexToken.MapStart, Awaited.MapEnd);
            default:
                return Say(ReadPlain());
        }
    }

    private IndexToken Empty(IndexToken start, Awaited end)
    {
        NextLine();
        RequireNoContinuation();
        _awaited = end;
        return start;
    }

    private IndexToken Say(string text)
    {
        // What counts as a line end in YAML 1.1 and hardly anywhere else, and what a text editor may have left.
        if (text.AsSpan().IndexOfAny("\r\u0085\u2028\u2029\uFEFF") >= 0 || text.Contains('\t', StringComparison.Ordinal))
        {
            throw Unusual();
        }

        Text = text;
        return IndexToken.Text;
    }

    private string ReadPlain()
    {
        var first = RequirePlain(Rest);
        var text = IsNull(first) ? "" : Encoding.UTF8.GetString(first);
        NextLine();
        if (!Continues())
        {
            return text;
        }

        var whole = new StringBuilder(text);
        for (; Continues(); NextLine())
        {
            whole.Append(' ').Append(Encoding.UTF8.GetString(RequirePlain(Rest)));
            RequireSize(whole.Length);
        }

        return whole.ToString();
    }

    /// <summary>The text, which has nothing in it that means something else.</summary>
    private ReadOnlySpan<byte> RequirePlain(ReadOnlySpan<byte> text) =>
        IsIndicator(text) || text.IndexOf(": "u8) >= 0 || text.IndexOf(" #"u8) >= 0 || text[^1] == ':' ? throw Unusual() : text;

    // A line that is indented deeper than what the text belongs to goes on with it.
    private bool Continues()
    {
        if (!_hasLine || _lines.Indent <= ParentColumn)
        {
            return false;
        }

        return _lines.BlanksBefore == 0 ? true : throw Unusual();
    }

    private void RequireNoContinuation()
    {
        if (_hasLine && _lines.Indent > ParentColumn)
        {
            throw Unusual();
        }
    }

    private string ReadQuoted()
    {
        var quote = Rest[0];
        _column++;
        var raw = new StringBuilder();
        int close;
        while ((close = CloseOf(Rest, quote)) < 0)
        {
            var isJoined = quote == '"' && EndsInBackslash(Rest);
            raw.Append(Encoding.UTF8.GetString(isJoined ? Rest[..^1] : Rest)).Append(isJoined ? "" : " ");
            RequireSize(raw.Length);
            NextLine();
            if (!Continues())
            {
                throw Unusual();
            }
        }

        if (close + 1 != Rest.Length)
        {
            throw Unusual();
        }

        var last = Encoding.UTF8.GetString(Rest[..close]);
        NextLine();
        RequireNoContinuation();
        var text = raw.Length == 0 ? last : raw.Append(last).ToString();
        return quote == '\'' ? text.Replace("''", "'", StringComparison.Ordinal) : Unescape(text);
    }

    /// <summary>Where a quoted text ends; -1 when it goes on in the next line.</summary>
    private static int CloseOf(ReadOnlySpan<byte> text, byte quote)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (quote == '"' && text[i] == '\\')
            {
                i++;
            }
            else if (text[i] == quote)
            {
                if (quote == '"' || i + 1 == text.Length || text[i + 1] != quote)
                {
                    return i;
                }

                i++;
            }
        }

        return -1;
    }

    private static bool EndsInBackslash(ReadOnlySpan<byte> text) => (text.Length - 1 - text.LastIndexOfAnyExcept((byte)'\\')) % 2 == 1;

    private string Unescape(string text)
    {
        if (!text.Contains('\\', StringComparison.Ordinal))
        {
            return text;
        }

        var plain = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            plain.Append(text[i] == '\\' ? Escaped(text, ref i) : text[i]);
        }

        return plain.ToString();
    }

    private char Escaped(string text, ref int position)
    {
        position++;
        switch (text[position])
        {
            case '"' or '\\' or '/' or ' ':
                return text[position];
            case 'n':
                return '\n';
            case 'u' when position + 4 < text.Length && int.TryParse(text.AsSpan(position + 1, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code) && !char.IsSurrogate((char)code):
                position += 4;
                return (char)code;
            default:
                throw Unusual();
        }
    }

    // `|` and `|-`; indentation that is given and blanks that are kept are for the parser.
    private string ReadLiteral()
    {
        var header = Rest;
        var isStripped = header.SequenceEqual("|-"u8);
        if (!isStripped && header.Length != 1)
        {
            throw Unusual();
        }

        NextLiteralLine();
        var indent = _hasLine ? _lines.Indent : 0;
        if (_lines.BlanksBefore > 0)
        {
            throw Unusual();
        }

        var text = new StringBuilder();
        while (_hasLine && _lines.Indent > ParentColumn)
        {
            if (_lines.Indent < indent || _lines.HasFilledBlanks)
            {
                throw Unusual();
            }

            text.Append('\n', text.Length > 0 ? _lines.BlanksBefore + 1 : 0).Append(Encoding.UTF8.GetString(_lines.Whole[indent..]));
            RequireSize(text.Length);
            NextLiteralLine();
        }

        RequireNoMarker();
        return isStripped || text.Length == 0 ? text.ToString() : text.Append('\n').ToString();
    }

    // In a literal, a tab is a tab.
    private void NextLiteralLine()
    {
        _hasLine = _lines.MoveNext();
        _column = _hasLine ? _lines.Indent : 0;
    }

    private void RequireNoMarker()
    {
        if (_hasLine && (Rest[0] == '\t' || (_column == 0 && IsMarker(Rest))))
        {
            throw Unusual();
        }
    }

    private void RequireSize(int length)
    {
        if (length > MaxText)
        {
            throw new IndexSyntaxException(Line, $"a text in it has more than {MaxText >> 20} MiB");
        }
    }
}
