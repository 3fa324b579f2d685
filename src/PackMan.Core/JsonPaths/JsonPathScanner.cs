using System.Text;

namespace PackMan.JsonPaths;

/// <summary>A place in the text of a template that moves to the right.</summary>
/// <param name="written">As the user wrote it, for messages.</param>
internal sealed class JsonPathScanner(string written, string text)
{
    private const string EndsName = ".[]{}()<>=!,'\"@$ \t\n";

    public int At { get; private set; }

    public bool IsAtEnd => At == text.Length;

    public char Peek => At < text.Length ? text[At] : '\0';

    public string Rest => text[At..];

    public string Since(int start) => text[start..At];

    public bool StartsWith(string word) => string.CompareOrdinal(text, At, word, 0, word.Length) == 0;

    public bool Take(string word)
    {
        var isThere = StartsWith(word);
        At += isThere ? word.Length : 0;
        return isThere;
    }

    public void Require(string word)
    {
        if (!Take(word))
        {
            throw Fault(IsAtEnd ? $"ends where `{word}` is missing" : $"has `{Peek}` where `{word}` is missing");
        }
    }

    public void SkipBlanks() => TakeWhile(character => character is ' ' or '\t' or '\n');

    public string TakeWhile(Func<char, bool> belongs)
    {
        var start = At;
        while (At < text.Length && belongs(text[At]))
        {
            At++;
        }

        return Since(start);
    }

    /// <summary>The name of a field, in which `\` takes the meaning from the next character; empty when there is none.</summary>
    public string TakeName()
    {
        var name = new StringBuilder();
        while (At < text.Length && (text[At] == '\\' || !EndsName.Contains(text[At], StringComparison.Ordinal)))
        {
            At += text[At] == '\\' && At + 1 < text.Length ? 1 : 0;
            name.Append(text[At++]);
        }

        return name.ToString();
    }

    /// <exception cref="JsonPathException">The quote is never closed.</exception>
    public string TakeQuoted()
    {
        var quote = text[At++];
        var value = new StringBuilder();
        while (At < text.Length && text[At] != quote)
        {
            var isEscape = text[At] == '\\' && At + 1 < text.Length;
            At += isEscape ? 1 : 0;
            value.Append(isEscape ? Unescape(text[At]) : text[At]);
            At++;
        }

        Require($"{quote}");
        return value.ToString();
    }

    public JsonPathException Fault(string reason) => new(written, reason);

    private static char Unescape(char character) => character switch
    {
        'n' => '\n',
        't' => '\t',
        'r' => '\r',
        var other => other,
    };
}
