using System.Text.RegularExpressions;
using PackMan.Distribution.References;
using PackMan.Distribution.Repositories.Indexes;

namespace PackMan.Distribution.Repositories.Search;

/// <summary>What is searched for in repositories.</summary>
public sealed record SearchOptions
{
    /// <summary>A part of a name, description or keyword; empty for all charts.</summary>
    public string Keyword { get; init; } = "";

    /// <summary>Whether the keyword is a regular expression.</summary>
    public bool IsPattern { get; init; }

    /// <summary>Whether every version is found, and not just one of each chart.</summary>
    public bool TakesAllVersions { get; init; }

    public VersionChoice Version { get; init; } = VersionChoice.Newest;
}

/// <summary>A chart that was found.</summary>
/// <param name="Name">`stable/web`.</param>
/// <param name="Score">Where the keyword stands, the lower the better: in the name, the repository, the description, the keywords.</param>
public sealed record SearchResult(string Name, IndexedVersion Chart, int Score);

/// <summary>Searches the indexes of repositories, with Helm's rules and order (https://github.com/helm/helm/blob/main/pkg/cmd/search/search.go).</summary>
public sealed class RepositorySearch
{
    private const char Separator = '\v';

    private readonly SearchOptions _options;
    private readonly Func<string, int> _find;
    private readonly List<SearchResult> _results = [];

    /// <exception cref="RepositoryException">The keyword is no regular expression.</exception>
    public RepositorySearch(SearchOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options;
        _find = options switch
        {
            { Keyword: "" } => _ => 0,
            { IsPattern: true } => Pattern(options.Keyword),
            _ => line => line.ToLowerInvariant().IndexOf(options.Keyword.ToLowerInvariant(), StringComparison.Ordinal),
        };
    }

    /// <summary>What was found so far: the best places first, then by name, the newest version first.</summary>
    public IReadOnlyList<SearchResult> Results =>
        [.. _results.OrderBy(result => result.Score).ThenBy(result => result.Name, StringComparer.Ordinal).ThenByDescending(result => result.Chart.Version)];

    /// <summary>Searches an index.</summary>
    /// <exception cref="PackManException">The index is damaged.</exception>
    public void Search(RepositoryIndex index)
    {
        ArgumentNullException.ThrowIfNull(index);
        var repository = index.Repository.Name;
        var (chart, scored, score, best) = ("", ("", ""), (int?)null, int.MaxValue);
        foreach (var (lines, line) in index.Compact.ReadAll())
        {
            if (lines.Chart != chart)
            {
                (chart, scored, best) = (lines.Chart, ("", ""), int.MaxValue);
                score = ScoreOf(repository, lines);
            }
            else if (scored != (lines.Description, lines.Keywords))
            {
                score = ScoreOf(repository, lines);
            }

            scored = (lines.Description, lines.Keywords);
            // Versions come newest first, so of equal scores the first one stands.
            if (score is { } found && (_options.TakesAllVersions || found < best) && _options.Version.Range.IsSatisfiedBy(ChartLines.VersionOf(line)))
            {
                Add(new SearchResult($"{repository}/{chart}", lines.Read(line), found), best);
                best = found;
            }
        }
    }

    private void Add(SearchResult result, int best)
    {
        if (!_options.TakesAllVersions && best != int.MaxValue)
        {
            _results.RemoveAt(_results.Count - 1);
        }

        _results.Add(result);
    }

    private int? ScoreOf(string repository, ChartLines chart)
    {
        var line = string.Join(Separator, chart.Chart, $"{repository}/{chart.Chart}", chart.Description, chart.Keywords);
        var place = _find(line);
        return place < 0 ? null : _options.Keyword.Length == 0 ? 0 : line.AsSpan(0, place).Count(Separator);
    }

    private static Func<string, int> Pattern(string pattern)
    {
        try
        {
            var regex = new Regex(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
            return line => regex.Match(line) is { Success: true, Index: var index } ? index : -1;
        }
        catch (Exception exception) when (exception is ArgumentException or NotSupportedException)
        {
            throw new RepositoryException($"`{pattern}` is no regular expression: {exception.Message.TrimEnd('.')}", "Without `--regexp` it is searched for as it stands", exception);
        }
    }
}
