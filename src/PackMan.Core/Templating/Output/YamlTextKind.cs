using PackMan.Yaml;

namespace PackMan.Templating.Output;

/// <summary>Tells block maps and lists among YAML text from what can stand in a line.</summary>
internal static class YamlTextKind
{
    /// <summary>The kind of block collection the text is; null for scalars, flow and quotes, which are replayed in place.</summary>
    public static LevelKind? Of(YamlText text)
    {
        foreach (var line in text.Lines)
        {
            var cells = LineCells.Of(line, isClosed: true);
            cells.TakeBlanks();
            if (cells.IsEnd || cells.Is('#') || line.All(WritesNothing))
            {
                continue;
            }

            return OfLine(cells);
        }

        return null;
    }

    private static bool WritesNothing(Piece piece) => piece switch
    {
        TextPiece text => text.Span.Trim(" \t").IsEmpty,
        ValuePiece value => value.Value is YamlNull,
        YamlTextPiece text => text.Text.IsEmpty,
        _ => false,
    };

    private static LevelKind? OfLine(LineCells cells)
    {
        if (cells.Is('-') && cells.IsBlankOrEnd(1))
        {
            return LevelKind.List;
        }

        if (cells.Current.IsItem && cells.IsLastContent(false))
        {
            return OfItem(cells.Current.Piece);
        }

        return IsKey(cells) ? LevelKind.Map : null;
    }

    private static LevelKind? OfItem(Piece item) => item switch
    {
        ValuePiece { Value: YamlMap } => LevelKind.Map,
        ValuePiece { Value: YamlList } => LevelKind.List,
        YamlTextPiece text => Of(text.Text),
        _ => null,
    };

    private static bool IsKey(LineCells cells)
    {
        if (cells.Is('[') || cells.Is('{') || cells.Is('|') || cells.Is('>'))
        {
            return false;
        }

        if (cells.Is('"') || cells.Is('\''))
        {
            SkipQuoted(cells);
            cells.TakeBlanks();
            return cells.Is(':') && cells.Separates(1);
        }

        var isBehindBlank = false;
        while (!cells.IsEnd)
        {
            if (cells.Is(':') && cells.Separates(1))
            {
                return true;
            }

            if (cells.Is('#') && isBehindBlank)
            {
                return false;
            }

            isBehindBlank = cells.Take().IsBlank;
        }

        return false;
    }

    private static void SkipQuoted(LineCells cells)
    {
        var quote = cells.Take().Char;
        while (!cells.IsEnd)
        {
            var cell = cells.Take();
            if (cell.Is('\\') && quote == '"' && !cells.IsEnd)
            {
                cells.Take();
            }
            else if (cell.Is(quote) && !(quote == '\'' && cells.Is('\'')))
            {
                return;
            }
            else if (cell.Is(quote))
            {
                cells.Take();
            }
        }
    }
}
