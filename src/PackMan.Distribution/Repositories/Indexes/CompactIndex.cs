using System.Collections.Immutable;
using PackMan.Charts;
using PackMan.Distribution.Cache;

namespace PackMan.Distribution.Repositories.Indexes;

/// <summary>
/// The sorted extract of an index that searches and look-ups read (docs/reference/repositories.md): a head of facts, a blank line,
/// then the charts by name, each with its versions, the newest first. Lines are a letter, a blank and fields between tabs.
/// </summary>
internal sealed class CompactIndex(string path, CompactHead head)
{
    public const char Chart = 'c';
    public const char Description = 'd';
    public const char Keywords = 'k';
    public const char AppVersion = 'a';
    public const char Version = 'v';

    public CompactHead Head { get; } = head;

    /// <summary>The extract in a file; null when there is none, or it is of another form.</summary>
    public static CompactIndex? TryOpen(string path)
    {
        try
        {
            using var reader = new StreamReader(path);
            return CompactHead.TryRead(reader) is { } head ? new CompactIndex(path, head) : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>The names of all charts, sorted.</summary>
    public IEnumerable<string> ReadNames() => Lines().Where(line => line[0] == Chart).Select(line => line[2..]);

    /// <summary>The versions of a chart, the newest first; none when there is no such chart.</summary>
    public ImmutableArray<IndexedVersion> ReadVersions(string chart)
    {
        var versions = ImmutableArray.CreateBuilder<IndexedVersion>();
        var reading = new ChartLines();
        foreach (var line in Lines())
        {
            if (line[0] == Chart && (versions.Count > 0 || string.CompareOrdinal(line, 2, chart, 0, int.MaxValue) > 0))
            {
                break;
            }

            reading.Take(line);
            if (line[0] == Version && reading.Chart == chart)
            {
                versions.Add(reading.Read(line));
            }
        }

        return versions.ToImmutable();
    }

    /// <summary>Goes through all charts and versions, each told by the lines before it.</summary>
    public IEnumerable<(ChartLines Chart, string Line)> ReadAll()
    {
        var reading = new ChartLines();
        foreach (var line in Lines())
        {
            reading.Take(line);
            if (line[0] == Version)
            {
                yield return (reading, line);
            }
        }
    }

    public static void Write(TextWriter output, CompactHead head, IndexContent content)
    {
        head.Write(output);
        foreach (var (chart, versions) in content.Charts)
        {
            output.Write($"{Chart} {Escape(chart)}\n");
            var common = new ChartLines();
            foreach (var version in versions)
            {
                WriteCommon(output, common, Description, version.Description);
                WriteCommon(output, common, Keywords, version.Keywords);
                WriteCommon(output, common, AppVersion, version.AppVersion);
                output.Write($"{Version} {version.Version}\t{version.Digest?.Hex}\t{string.Join('\t', version.Urls.Select(Escape))}\n");
            }
        }
    }

    private static void WriteCommon(TextWriter output, ChartLines common, char kind, string text)
    {
        var line = $"{kind} {Escape(text)}";
        if (common.Take(line))
        {
            output.Write($"{line}\n");
        }
    }

    // What ends a line or field, and what escapes. Texts of the index have no line ends left; names and URLs may have anything.
    private static string Escape(string text) => text.AsSpan().IndexOfAny("\\\t\r\n") < 0 ? text : text
        .Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\t", "\\t", StringComparison.Ordinal).Replace("\r", "\\r", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);

    private IEnumerable<string> Lines()
    {
        using var reader = new StreamReader(path);
        CompactHead.TryRead(reader);
        while (reader.ReadLine() is { } line)
        {
            if (line.Length >= 2)
            {
                yield return line;
            }
        }
    }
}

/// <summary>The chart that lines are read of, with what its coming versions have in common.</summary>
internal sealed class ChartLines
{
    public string Chart { get; private set; } = "";

    public string Description { get; private set; } = "";

    public string Keywords { get; private set; } = "";

    public string AppVersion { get; private set; } = "";

    /// <summary>Takes in what a line says of the coming versions; true when that is news.</summary>
    public bool Take(string line)
    {
        switch (line[0])
        {
            case CompactIndex.Chart:
                (Chart, Description, Keywords, AppVersion) = (Unescape(line.AsSpan(2)), "", "", "");
                return true;
            case CompactIndex.Description when !Same(line, Description):
                Description = Unescape(line.AsSpan(2));
                return true;
            case CompactIndex.Keywords when !Same(line, Keywords):
                Keywords = Unescape(line.AsSpan(2));
                return true;
            case CompactIndex.AppVersion when !Same(line, AppVersion):
                AppVersion = Unescape(line.AsSpan(2));
                return true;
            default:
                return false;
        }
    }

    /// <summary>The version of a line.</summary>
    public IndexedVersion Read(string line)
    {
        var fields = line[2..].Split('\t');
        return new IndexedVersion(Chart, VersionOf(line))
        {
            Description = Description,
            Keywords = Keywords,
            AppVersion = AppVersion,
            Digest = fields.Length > 1 ? ContentDigest.TryParse($"sha256:{fields[1]}") : null,
            Urls = [.. fields.Skip(2).Select(url => Unescape(url))],
        };
    }

    public static SemanticVersion VersionOf(string line) =>
        (line.IndexOf('\t', StringComparison.Ordinal) is > 2 and var end ? SemanticVersion.TryParse(line[2..end]) : null)
        ?? throw new RepositoryException($"The compact index of a repository is damaged: `{line}` is none of its lines", "Fetch it anew with `packman repo update`, after deleting what lies in the folder of `--repository-cache`");

    private static bool Same(string line, string text) => text.AsSpan().IndexOf('\\') < 0 && line.AsSpan(2).SequenceEqual(text);

    private static string Unescape(ReadOnlySpan<char> text)
    {
        if (text.IndexOf('\\') < 0)
        {
            return text.ToString();
        }

        var plain = new System.Text.StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            plain.Append(text[i] != '\\' || ++i == text.Length ? text[Math.Min(i, text.Length - 1)] : text[i] switch { 't' => '\t', 'r' => '\r', 'n' => '\n', var other => other });
        }

        return plain.ToString();
    }
}
