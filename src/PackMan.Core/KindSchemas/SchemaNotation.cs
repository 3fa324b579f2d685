using System.Buffers;
using System.Globalization;
using PackMan.Yaml;

namespace PackMan.KindSchemas;

/// <summary>Reads one type of schema.txt. The notation is explained in tests/schema-generator/README.md.</summary>
internal ref struct SchemaNotation(ReadOnlySpan<char> text, Func<string, SchemaAtom> lookup)
{
    private static readonly SearchValues<char> EndOfName = SearchValues.Create(" ]}~!%");

    private readonly ReadOnlySpan<char> _text = text;
    private int _position;

    public SchemaAtom ReadAtom()
    {
        ScalarKind? scalar = null;
        ListShape? list = null;
        MapShape? map = null;
        while (_position < _text.Length)
        {
            switch (_text[_position])
            {
                case '{':
                    map = ReadMap();
                    break;
                case '[':
                    list = ReadList();
                    break;
                case 's' or 'n' or 'b' or 'u':
                    scalar = ScalarOf(_text[_position++]);
                    break;
                default:
                    return new SchemaAtom(scalar, list, map);
            }
        }

        return new SchemaAtom(scalar, list, map);
    }

    private static ScalarKind ScalarOf(char letter) => letter switch
    {
        's' => ScalarKind.String,
        'n' => ScalarKind.Number,
        'b' => ScalarKind.Boolean,
        _ => ScalarKind.Untyped,
    };

    private SchemaType ReadType() => _text[_position] == '@' ? ReadReference() : new SchemaType(ReadAtom());

    private SchemaType ReadReference()
    {
        var length = _text[(_position + 1)..].IndexOfAny(EndOfName);
        var name = _text.Slice(_position + 1, length < 0 ? _text.Length - _position - 1 : length).ToString();
        _position += 1 + name.Length;
        var (find, relationship) = (lookup, _position < _text.Length ? _text[_position] : ' ');
        if (relationship is not ('!' or '%'))
        {
            return new SchemaType(name, () => find(name));
        }

        _position++;
        return new SchemaType(name, () => WithRelationship(find(name), isAtomic: relationship == '!'));
    }

    private static SchemaAtom WithRelationship(SchemaAtom atom, bool isAtomic) => atom with
    {
        Map = atom.Map is { } map ? new MapShape(map.Fields, map.Element, isAtomic) : null,
        List = atom.List is { } list ? new ListShape(list.Element, !isAtomic, isAtomic ? [] : list.Keys) : null,
    };

    private ListShape ReadList()
    {
        _position++;
        IReadOnlyList<string> keys = [];
        var isAssociative = _text[_position] != '!';
        if (_text[_position] == '(')
        {
            keys = ReadParenthesised().Split(',');
        }
        else
        {
            _position++;
        }

        var element = ReadType();
        _position++;
        return new ListShape(element, isAssociative, keys);
    }

    private string ReadParenthesised()
    {
        var end = _text[_position..].IndexOf(')');
        var inner = _text.Slice(_position + 1, end - 1).ToString();
        _position += end + 1;
        return inner;
    }

    private MapShape ReadMap()
    {
        _position++;
        var isAtomic = _text[_position] == '!';
        _position += isAtomic ? 1 : 0;
        var fields = new Dictionary<string, SchemaField>(StringComparer.Ordinal);
        SchemaType? element = null;
        while (_text[_position] != '}')
        {
            var colon = _text[_position..].IndexOf(':');
            var name = _text.Slice(_position, colon).ToString();
            _position += colon + 1;
            if (name == "*")
            {
                element = ReadType();
            }
            else
            {
                fields[name] = ReadField(name);
            }

            _position += _text[_position] == ' ' ? 1 : 0;
        }

        _position++;
        return new MapShape(fields, element, isAtomic);
    }

    private SchemaField ReadField(string name)
    {
        var type = ReadType();
        if (_text[_position] != '~')
        {
            return new SchemaField(name, type);
        }

        _position++;
        bool dropped = false, present = false, merges = false;
        string? mergeKey = null;
        var number = "int32";
        YamlNode? value = null;
        for (; _text[_position] is not (' ' or '}'); _position++)
        {
            switch (_text[_position])
            {
                case 'z':
                    dropped = true;
                    break;
                case 'e':
                    present = true;
                    break;
                case 'l':
                    number = "int64";
                    break;
                case 'm':
                    merges = true;
                    break;
                case '(':
                    mergeKey = ReadParenthesised();
                    _position--;
                    break;
                case '=':
                    value = ReadDefault();
                    _position--;
                    break;
                default:
                    break;
            }
        }

        return new SchemaField(name, type)
        {
            IsDroppedWhenZero = dropped,
            IsAlwaysPresent = present,
            MergesOnPatch = merges,
            MergeKey = mergeKey,
            NumberType = number,
            Default = value,
        };
    }

    private YamlNode ReadDefault()
    {
        var length = _text[_position..].IndexOfAny(' ', '}');
        var word = _text.Slice(_position + 1, length - 1).ToString();
        _position += length;
        return word switch
        {
            "false" => new YamlBoolean(false),
            "true" => new YamlBoolean(true),
            _ when long.TryParse(word, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) => new YamlNumber(number),
            _ => new YamlString(word),
        };
    }
}
