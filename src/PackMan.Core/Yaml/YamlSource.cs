using System.Buffers;
using System.Globalization;
using YamlDotNet.Core;

namespace PackMan.Yaml;

/// <summary>A text being read: finds lines for error frames and the characters that no YAML may hold.</summary>
internal sealed class YamlSource(string text, string fileName)
{
    // Nearly every character of a manifest; the others are looked at one by one.
    private static readonly SearchValues<char> Usual = SearchValues.Create(['\t', '\n', '\r', .. Enumerable.Range(' ', '~' - ' ' + 1).Select(code => (char)code)]);

    private readonly bool _hasTabs = text.Contains('\t', StringComparison.Ordinal);

    /// <summary>The text without byte order mark; marks of the parser count from its start.</summary>
    public string Text { get; } = text.StartsWith('\uFEFF') ? text[1..] : text;

    public string FileName { get; } = fileName;

    public Origin.InFile OriginAt(in Mark mark) => new(FileName, (int)mark.Line, (int)mark.Column);

    public YamlException Error(string message, in Mark mark, string? hint = null, Exception? cause = null)
    {
        // What ends too early is shown behind its last character, not on the empty line after it.
        var content = Text.AsSpan().TrimEnd();
        return mark.Index < content.Length
            ? Error(message, (int)mark.Line, (int)mark.Column, hint, cause)
            : Error(message, content.Count('\n') + 1, content.Length - content.LastIndexOf('\n'), hint, cause);
    }

    public YamlException Error(string message, int line, int column, string? hint = null, Exception? cause = null) =>
        new(message, new CodeFrame(FileName, line, column, LineText(line)), hint, cause);

    /// <summary>Points at the first tab that indents a line, seen from the line where the parser stumbled.</summary>
    public YamlException TabError(int fromLine, Exception? cause = null)
    {
        const string Message = "A tab cannot indent YAML";
        for (var line = fromLine; LineText(line) is { } content; line++)
        {
            if (content.IndexOf('\t', StringComparison.Ordinal) is var tab and >= 0 && content.AsSpan(0, tab).Trim(" -?:").IsEmpty)
            {
                return Error(Message, line, tab + 1, "Use blanks", cause);
            }
        }

        return Error(Message, fromLine, 1, "Use blanks", cause);
    }

    /// <summary>The character the parser's mark stands before; NUL at the end.</summary>
    public char CharacterAt(in Mark mark)
    {
        var line = LineText((int)mark.Line);
        return line is not null && mark.Column <= line.Length ? line[(int)mark.Column - 1] : '\0';
    }

    /// <summary>The text before a mark on its line; empty when the whole text holds no tab, because only tabs are looked for in it.</summary>
    public ReadOnlySpan<char> PrefixIfTabs(in Mark mark)
    {
        if (!_hasTabs || mark.Index > Text.Length)
        {
            return [];
        }

        var before = Text.AsSpan(0, (int)mark.Index);
        return before[(before.LastIndexOfAny('\n', '\r') + 1)..];
    }

    /// <exception cref="YamlException">A control character, byte order mark or half a surrogate pair stands in the text.</exception>
    public void RefuseUnreadableCharacters()
    {
        var from = 0;
        while (Text.AsSpan(from).IndexOfAnyExcept(Usual) is var index and >= 0)
        {
            from += index;
            if (!IsSuspect(Text[from]))
            {
                from++;
                continue;
            }

            if (!char.IsHighSurrogate(Text[from]) || from + 1 == Text.Length || !char.IsLowSurrogate(Text[from + 1]))
            {
                throw UnreadableCharacter(from);
            }

            from += 2;
        }
    }

    private YamlException UnreadableCharacter(int index)
    {
        var before = Text.AsSpan(0, index);
        var name = string.Create(CultureInfo.InvariantCulture, $"U+{(int)Text[index]:X4}");
        return Error(
            $"The character {name} cannot stand in YAML",
            before.Count('\n') + 1,
            index - before.LastIndexOf('\n'),
            "Write it as an escape in double quotes, or as base64");
    }

    private string? LineText(int line)
    {
        foreach (var content in Text.AsSpan().EnumerateLines())
        {
            if (--line == 0)
            {
                return content.ToString();
            }
        }

        return null;
    }

    // The characters libyaml and its descendants refuse, and surrogates, of which only pairs are fine.
    private static bool IsSuspect(char character) => character switch
    {
        '\t' or '\n' or '\r' or '\u0085' => false,
        < ' ' or (>= '\u007f' and <= '\u009f') => true,
        '\ufeff' or '\ufffe' or '\uffff' => true,
        _ => char.IsSurrogate(character),
    };
}
