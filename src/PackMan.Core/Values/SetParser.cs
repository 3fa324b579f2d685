using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;
using PackMan.Yaml;

namespace PackMan.Values;

/// <summary>
/// Parses the text of a flag of the `--set` family: the grammar of Helm's pkg/strvals, with commas, `{a,b}`, `a[0].b` and
/// backslash escapes.
/// </summary>
internal sealed class SetParser
{
    /// <summary>Helm's bound on list positions, so that a typo cannot ask for a list of a billion nulls.</summary>
    private const int MaxIndex = 65536;

    /// <summary>Helm's bound on the dots of one path.</summary>
    private const int MaxDepth = 30;

    private readonly string _text;
    private readonly SetFlag _flag;
    private int _at;
    private int _start;

    private SetParser(string text, SetFlag flag)
    {
        _text = text;
        _flag = flag;
    }

    private bool IsLiteral => _flag == SetFlag.SetLiteral;

    /// <exception cref="ValuesException">The text breaks the grammar.</exception>
    public static ImmutableArray<SetAssignment> Parse(string text, SetFlag flag)
    {
        var parser = new SetParser(text, flag);
        var assignments = ImmutableArray.CreateBuilder<SetAssignment>();
        while (parser._at < text.Length)
        {
            assignments.Add(parser.ParseAssignment());
        }

        return assignments.ToImmutable();
    }

    private SetAssignment ParseAssignment()
    {
        _start = _at;
        var path = ParsePath(out var hasValue);
        var value = hasValue ? ParseValue() : null;
        var origin = new Origin.Flag($"{_flag.Name()} {_text[_start.._at].TrimEnd(',')}");
        return new SetAssignment(path, value is null ? null : WithOrigin(value, origin), origin);
    }

    private ImmutableArray<PathStep> ParsePath(out bool hasValue)
    {
        var path = ImmutableArray.CreateBuilder<PathStep>();
        var dots = 0;
        while (true)
        {
            path.Add(new PathStep.Key(ParseKey(out var stop)));
            while (stop == '[')
            {
                path.Add(new PathStep.Index(ParseIndex()));
                stop = ParseAfterIndex();
            }

            if (stop != '.')
            {
                hasValue = stop == '=';
                return path.ToImmutable();
            }

            if (++dots > MaxDepth)
            {
                throw Error($"nests deeper than {MaxDepth} levels");
            }
        }
    }

    private string ParseKey(out char stop)
    {
        var key = ReadUntil(IsLiteral ? "=[." : "=[,.", out stop);
        return stop switch
        {
            '\0' or ',' => throw Error($"has no value for the key `{key}`", $"Write `{key}=VALUE`; a comma inside a value is written `\\,`"),
            _ when key.Length == 0 => throw Error("has an empty key", "A dot inside a key is written `\\.`"),
            _ => key,
        };
    }

    private int ParseIndex()
    {
        var digits = ReadUntil("]", out var stop);
        if (stop != ']')
        {
            throw Error("has a `[` without its `]`");
        }

        if (!int.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var index))
        {
            throw Error($"has the list position `{digits}`, which is no number", "Positions count from 0; a `[` inside a key is written `\\[`");
        }

        return index is >= 0 and <= MaxIndex ? index : throw Error($"has the list position {index}, which is not between 0 and {MaxIndex}");
    }

    /// <summary>What follows a `]`: another index, a key of the item, the value, or nothing.</summary>
    private char ParseAfterIndex()
    {
        var rest = ReadUntil("[.=", out var stop);
        return rest.Length == 0 ? stop : throw Error($"has `{rest}` behind a list position", "Write `list[0]=VALUE` or `list[0].key=VALUE`");
    }

    private YamlNode ParseValue()
    {
        switch (_flag)
        {
            case SetFlag.SetLiteral:
                var literal = _text[_at..];
                _at = _text.Length;
                return new YamlString(literal);
            case SetFlag.SetJson:
                return ParseJson();
            default:
                return _at < _text.Length && _text[_at] == '{' ? ParseList() : Typed(ReadUntil(",", out _));
        }
    }

    private YamlList ParseList()
    {
        _at++;
        var items = ImmutableArray.CreateBuilder<YamlNode>();
        char stop;
        do
        {
            items.Add(Typed(ReadUntil(",}", out stop)));
        }
        while (stop == ',');

        if (stop != '}')
        {
            throw Error("has a list without its closing `}`", "A `{` at the start of a text is written `\\{`");
        }

        SkipComma();
        return new YamlList(items.ToImmutable());
    }

    private YamlNode ParseJson()
    {
        _at += _text.AsSpan(_at).Length - _text.AsSpan(_at).TrimStart().Length;
        if (_at == _text.Length || _text[_at] == ',')
        {
            SkipComma();
            return YamlNull.Instance;
        }

        var bytes = Encoding.UTF8.GetBytes(_text[_at..]);
        try
        {
            var reader = new Utf8JsonReader(bytes);
            reader.Read();
            reader.Skip();
            var consumed = bytes.AsSpan(0, (int)reader.BytesConsumed);
            _at += Encoding.UTF8.GetCharCount(consumed);
            var value = JsonText.Parse(consumed);
            _at += _text.AsSpan(_at).Length - _text.AsSpan(_at).TrimStart().Length;
            SkipComma();
            return value;
        }
        catch (JsonException error)
        {
            throw Error("has a value that is no JSON", "Text needs quotes in JSON: `--set-json 'name=\"text\"'`", error);
        }
    }

    private void SkipComma() => _at += _at < _text.Length && _text[_at] == ',' ? 1 : 0;

    private YamlNode Typed(string text) => _flag == SetFlag.Set ? SetValue.Typed(text) : new YamlString(text);

    /// <summary>Text up to one of the stops, which is consumed; NUL when the text ends first.</summary>
    private string ReadUntil(string stops, out char stop)
    {
        var text = new StringBuilder();
        for (; _at < _text.Length; _at++)
        {
            if (stops.Contains(_text[_at], StringComparison.Ordinal))
            {
                stop = _text[_at++];
                return text.ToString();
            }

            if (_text[_at] == '\\' && !IsLiteral)
            {
                _at++;
            }

            text.Append(_at < _text.Length ? _text[_at] : "");
        }

        _at = _text.Length;
        stop = '\0';
        return text.ToString();
    }

    internal static YamlNode WithOrigin(YamlNode node, Origin origin) => node switch
    {
        YamlMap map => new YamlMap([.. map.Entries.Select(entry => KeyValuePair.Create(entry.Key, WithOrigin(entry.Value, origin)))], origin),
        YamlList list => new YamlList([.. list.Items.Select(item => WithOrigin(item, origin))], origin),
        _ => node.WithOrigin(origin),
    };

    /// <summary>Names the assignment without its value, which may be a secret.</summary>
    private ValuesException Error(string what, string? hint = null, Exception? cause = null)
    {
        var equals = _text.IndexOf('=', _start);
        var shown = equals < 0 ? _text[_start..] : _text[_start..equals] + "=…";
        return new ValuesException($"`{_flag.Name()} {shown}` {what}", hint, cause);
    }
}
