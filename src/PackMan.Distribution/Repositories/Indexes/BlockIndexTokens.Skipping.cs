using System.Buffers;

namespace PackMan.Distribution.Repositories.Indexes;

/// <summary>Passing over values by their indentation, with an eye on texts that could hide where they end.</summary>
internal sealed partial class BlockIndexTokens
{
    private static readonly SearchValues<byte> HeaderCharacters = SearchValues.Create("+-123456789"u8);

    /// <inheritdoc/>
    public override void SkipValue()
    {
        if (_awaited is not (Awaited.Inline or Awaited.Below))
        {
            base.SkipValue();
            return;
        }

        var column = ParentColumn;
        var isBelow = _awaited == Awaited.Below;
        _awaited = Awaited.Nothing;
        if (!isBelow)
        {
            SkipText(column);
        }

        // A list may stand at the column of its key.
        while (_hasLine && (_lines.Indent > column || (isBelow && _lines.Indent == column && IsItem(Rest))))
        {
            SkipLine(column);
        }
    }

    private void SkipLine(int column)
    {
        while (IsItem(Rest) && Rest[1..].IndexOfAnyExcept((byte)' ') is >= 0 and var content)
        {
            _column += 1 + content;
        }

        var keyColumn = _column;
        if (Rest[0] == '#')
        {
            NextLine();
            return;
        }

        if (KeyLength(Rest) is > 0 and var length)
        {
            var value = Rest[(length + 1)..].IndexOfAnyExcept((byte)' ');
            if (value < 0)
            {
                NextLine();
                return;
            }

            _column += length + 1 + value;
        }

        SkipText(column, keyColumn);
    }

    /// <param name="column">Whatever belongs to the value stands right of it.</param>
    /// <param name="keyColumn">Whatever belongs to a literal stands right of it.</param>
    private void SkipText(int column, int keyColumn = -1)
    {
        var text = Rest;
        switch (text[0])
        {
            case (byte)'"' or (byte)'\'':
                SkipQuoted(column);
                return;
            case (byte)'|' or (byte)'>' when text[1..].IndexOfAnyExcept(HeaderCharacters) < 0:
                SkipLiteral(keyColumn < 0 ? column : keyColumn);
                return;
            case (byte)'[' or (byte)'{' when !IsClosed(text):
            case (byte)'&' or (byte)'*' or (byte)'!':
                throw Unusual();
            default:
                NextLine();
                return;
        }
    }

    private void SkipQuoted(int column)
    {
        var quote = Rest[0];
        _column++;
        while (CloseOf(Rest, quote) < 0)
        {
            NextLine();
            if (!_hasLine || _lines.Indent <= column)
            {
                throw Unusual();
            }
        }

        NextLine();
    }

    private void SkipLiteral(int column)
    {
        do
        {
            NextLiteralLine();
        }
        while (_hasLine && _lines.Indent > column);

        RequireNoMarker();
    }

    private static bool IsClosed(ReadOnlySpan<byte> flow) =>
        flow.Count((byte)'[') == flow.Count((byte)']') && flow.Count((byte)'{') == flow.Count((byte)'}');
}
