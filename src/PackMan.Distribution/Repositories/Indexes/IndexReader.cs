namespace PackMan.Distribution.Repositories.Indexes;

/// <summary>Reads an `index.yaml` as a stream, within bounds of memory whatever it holds.</summary>
internal sealed class IndexReader
{
    /// <summary>The most versions of an index; the largest public ones have a tenth of it.</summary>
    public const int MostVersions = 250_000;

    private readonly IndexTokens _tokens;
    private readonly IndexContent _content = new();

    private IndexReader(IndexTokens tokens) => _tokens = tokens;

    /// <param name="open">Opens the index; called again when it has to be read in another way.</param>
    /// <param name="source">What messages call it.</param>
    /// <exception cref="IndexException">It is no index, or beyond the bounds.</exception>
    public static IndexContent Read(Func<Stream> open, string source)
    {
        try
        {
            return FirstCharacter(open) switch
            {
                null => throw new IndexException(source, "it is empty"),
                '<' => throw new IndexException(source, "it is a page of HTML, as servers show to log in"),
                '{' => Read(new JsonIndexTokens(open())),
                _ => ReadYaml(open),
            };
        }
        catch (IndexSyntaxException broken)
        {
            throw new IndexException(source, broken.Message, broken);
        }
    }

    private static IndexContent ReadYaml(Func<Stream> open)
    {
        try
        {
            return Read(new BlockIndexTokens(open()));
        }
        catch (UnusualYamlException)
        {
            return Read(new YamlIndexTokens(open()));
        }
    }

    private static IndexContent Read(IndexTokens tokens)
    {
        using (tokens)
        {
            return new IndexReader(tokens).Read();
        }
    }

    private static char? FirstCharacter(Func<Stream> open)
    {
        using var content = open();
        var head = new byte[512];
        var text = head.AsSpan(0, content.ReadAtLeast(head, head.Length, throwOnEndOfStream: false));
        text = text.StartsWith("\uFEFF"u8) ? text[3..] : text;
        text = text.TrimStart(" \t\r\n"u8);
        return text.Length == 0 ? null : (char)text[0];
    }

    private IndexContent Read()
    {
        RequireMap();
        var (hasVersion, hasEntries) = (false, false);
        while (NextKey() is { } key)
        {
            switch (key)
            {
                case "apiVersion":
                    hasVersion = ReadText() is { Length: > 0 };
                    break;
                case "entries" when hasEntries:
                    throw Fault("`entries` stands in it twice");
                case "entries":
                    hasEntries = true;
                    ReadEntries();
                    break;
                default:
                    _tokens.SkipValue();
                    break;
            }
        }

        if (_tokens.Read() != IndexToken.End)
        {
            throw Fault("something follows its end");
        }

        // Helm refuses it too: nearly any text is YAML, and this tells an index from all others.
        return hasVersion ? Finish() : throw Fault("it has no `apiVersion`, so it is something else than an index");
    }

    private IndexContent Finish()
    {
        _content.DropEmpty();
        _content.DropDuplicates();
        _content.Sort();
        return _content;
    }

    private void RequireMap()
    {
        if (_tokens.Read() != IndexToken.MapStart)
        {
            throw Fault("it is no map, so it is something else than an index");
        }
    }

    private void ReadEntries()
    {
        switch (_tokens.Read())
        {
            case IndexToken.Text when _tokens.Text.Length == 0:
                return;
            case IndexToken.MapStart:
                while (NextKey() is { } chart)
                {
                    ReadChart(chart);
                }

                return;
            default:
                throw Fault("`entries` is no map");
        }
    }

    private void ReadChart(string chart)
    {
        var versions = new List<IndexedVersion>();
        if (!_content.Charts.TryAdd(chart, versions))
        {
            throw Fault($"the chart `{chart}` stands in it twice");
        }

        var first = _tokens.Read();
        if (first != IndexToken.ListStart)
        {
            _tokens.SkipRest(first);
            if (first != IndexToken.Text || _tokens.Text.Length > 0)
            {
                _content.Skip(chart, "what stands there is no list of versions");
            }
        }
        else
        {
            ReadVersions(chart, versions);
        }

        if (versions.Count > 0 && chart.Any(character => char.IsControl(character) || character is '\\'))
        {
            _content.VersionCount -= versions.Count;
            _content.Skip("…", "the name of a chart has characters no name has");
            versions.Clear();
        }
    }

    private void ReadVersions(string chart, List<IndexedVersion> versions)
    {
        var entry = new EntryReader(_tokens, chart, _content.Skip);
        while (_tokens.TryReadItem(out var token))
        {
            if (entry.Read(token) is { } version)
            {
                versions.Add(version);
                if (++_content.VersionCount > MostVersions)
                {
                    throw Fault($"it has more than {MostVersions} versions");
                }
            }
        }
    }

    private string? NextKey() => _tokens.Read() switch
    {
        IndexToken.Text => _tokens.Text,
        IndexToken.MapEnd => null,
        IndexToken.End => throw Fault("it breaks off"),
        _ => throw Fault("a key is no text"),
    };

    private string? ReadText()
    {
        var token = _tokens.Read();
        _tokens.SkipRest(token);
        return token == IndexToken.Text ? _tokens.Text : null;
    }

    private IndexSyntaxException Fault(string reason) => new(_tokens.Line, reason);
}
