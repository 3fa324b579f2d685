using System.Collections.Immutable;
using PackMan.Charts;
using PackMan.Distribution.Cache;

namespace PackMan.Distribution.Repositories.Indexes;

/// <summary>Reads the entries of one chart; what versions have in common is kept once.</summary>
/// <param name="skip">Told of an entry that cannot be used: chart and reason.</param>
internal sealed class EntryReader(IndexTokens tokens, string chart, Action<string, string> skip)
{
    // What anybody reads of it, and what bounds the memory a hostile index can take.
    private const int MostText = 1000;
    private const int MostUrls = 10;
    private const int LongestUrl = 2048;

    private readonly Dictionary<string, string> _common = new(StringComparer.Ordinal);
    private Fields _fields = new();

    /// <summary>The version of an entry whose first token was read; null when nobody could fetch it.</summary>
    public IndexedVersion? Read(IndexToken first)
    {
        if (first != IndexToken.MapStart)
        {
            tokens.SkipRest(first);
            skip(chart, "the entry is no map");
            return null;
        }

        _fields = new Fields();
        for (var token = tokens.Read(); token != IndexToken.MapEnd; token = tokens.Read())
        {
            ReadField(token == IndexToken.Text ? tokens.Text : throw new IndexSyntaxException(tokens.Line, "a key is no text"));
        }

        return FindFault(out var version, out var digest) is { } fault ? Skip(fault) : new IndexedVersion(chart, version)
        {
            AppVersion = _fields.AppVersion,
            Description = _fields.Description,
            Keywords = _fields.Keywords,
            Urls = _fields.Urls,
            Digest = digest,
        };
    }

    private void ReadField(string key)
    {
        _fields.Repeated ??= (key, _fields) switch
        {
            ("name", { Name: not null }) or ("version", { Version.Length: > 0 }) or ("digest", { Digest.Length: > 0 }) or ("urls", { Urls.IsEmpty: false }) => key,
            _ => null,
        };
        switch (key)
        {
            case "name":
                _fields.Name = Text();
                break;
            case "version":
                _fields.Version = Text() ?? "";
                break;
            case "appVersion":
                _fields.AppVersion = Common(Text());
                break;
            case "description":
                _fields.Description = Common(Text());
                break;
            case "digest":
                _fields.Digest = Text() ?? "";
                break;
            case "keywords":
                _fields.Keywords = Common(string.Join(' ', Texts()));
                break;
            case "urls":
                _fields.Urls = [.. Texts().Where(url => url is { Length: > 0 and <= LongestUrl }).Take(MostUrls)];
                break;
            default:
                tokens.SkipValue();
                break;
        }
    }

    private string? FindFault(out SemanticVersion version, out ContentDigest? digest)
    {
        (version, digest) = (SemanticVersion.TryParse(_fields.Version) ?? new SemanticVersion(0, 0, 0), null);
        if (_fields.Version.Length == 0)
        {
            return "an entry has no version";
        }

        if (SemanticVersion.TryParse(_fields.Version) is null)
        {
            return $"`{Cut(_fields.Version, 100)}` is no semantic version";
        }

        if (_fields.Repeated is { } key)
        {
            return $"`{key}` of version `{version}` is said twice";
        }

        if (_fields.Name is { } name && name != chart)
        {
            return $"the entry of version `{version}` is of another chart, `{Cut(name, 100)}`";
        }

        if (_fields.Urls.IsEmpty)
        {
            return $"version `{version}` has no `urls`";
        }

        // Helm writes the digits alone, others put the algorithm before them.
        digest = _fields.Digest.Length == 0 ? null : ContentDigest.TryParse($"sha256:{_fields.Digest.Replace("sha256:", "", StringComparison.OrdinalIgnoreCase).ToLowerInvariant()}");
        return digest is null && _fields.Digest.Length > 0 ? $"the `digest` of version `{version}` is none of sha256" : null;
    }

    private IndexedVersion? Skip(string fault)
    {
        skip(chart, fault);
        return null;
    }

    // A field of another type counts as one that is missing.
    private string? Text()
    {
        var token = tokens.Read();
        tokens.SkipRest(token);
        return token == IndexToken.Text ? tokens.Text : null;
    }

    private List<string> Texts()
    {
        var texts = new List<string>();
        var first = tokens.Read();
        if (first != IndexToken.ListStart)
        {
            tokens.SkipRest(first);
            return texts;
        }

        while (tokens.TryReadItem(out var token))
        {
            tokens.SkipRest(token);
            if (token == IndexToken.Text && texts.Count < MostText)
            {
                texts.Add(tokens.Text);
            }
        }

        return texts;
    }

    private string Common(string? text)
    {
        var cut = Cut((text ?? "").ReplaceLineEndings(" ").Trim(), MostText);
        if (_common.TryGetValue(cut, out var known))
        {
            return known;
        }

        _common[cut] = cut;
        return cut;
    }

    // Not between the halves of a character.
    private static string Cut(string text, int most) => text.Length <= most ? text : text[..(char.IsHighSurrogate(text[most - 1]) ? most - 1 : most)];

    private sealed class Fields
    {
        public string? Repeated { get; set; }

        public string? Name { get; set; }

        public string Version { get; set; } = "";

        public string AppVersion { get; set; } = "";

        public string Description { get; set; } = "";

        public string Keywords { get; set; } = "";

        public string Digest { get; set; } = "";

        public ImmutableArray<string> Urls { get; set; } = [];
    }
}
