using System.Collections.Immutable;
using System.CommandLine;
using PackMan.Cli.Options;
using PackMan.Cli.Output;
using PackMan.Distribution;
using PackMan.Distribution.References;
using PackMan.Distribution.Repositories;
using PackMan.Distribution.Repositories.Search;
using PackMan.Yaml;

namespace PackMan.Cli.Commands.Search;

/// <summary>`packman search repo [KEYWORD…]`.</summary>
internal sealed class SearchRepoCommand : PackManCommand
{
    // Helm takes 0.0.0 for a placeholder nobody looks for (https://github.com/helm/helm/blob/main/pkg/cmd/search_repo.go).
    private const string UsualRange = ">0.0.0";

    private readonly Argument<string[]> _keyword = new("KEYWORD...") { Description = "What to look for in names, descriptions and keywords (default: all charts)", Arity = ArgumentArity.ZeroOrMore };
    private readonly Option<bool> _regexp = Flag.Switch("--regexp", "Take KEYWORD for a regular expression, in which upper and lower case differ", "-r");
    private readonly Option<bool> _versions = Flag.Switch("--versions", "Show every version of a chart, and not just the newest", "-l");
    private readonly SearchFlags _search = new();

    public SearchRepoCommand()
        : base("repo", "Search the repositories that were added")
    {
        Details = "Only the indexes on this machine are searched; `packman repo update` fetches the newest.";
        Examples = ["packman search repo web", "packman search repo stable/ --versions", "packman search repo web --version '^1.2' -o json"];
        Add(_keyword);
        Add(_regexp);
        Add(_versions);
        _search.AddTo(this);
    }

    public override string ArgumentsUsage => "[KEYWORD...]";

    public override Task<int> RunAsync(CommandContext context, CancellationToken cancellationToken = default)
    {
        var keyword = string.Join(' ', context.Parsed.GetValue(_keyword) ?? []);
        if (keyword.StartsWith(OciReference.Scheme, StringComparison.OrdinalIgnoreCase))
        {
            throw new UsageException($"`search repo` searches the repositories that were added, and `{keyword}` lies in a registry", $"Search it with `packman search oci {keyword}`");
        }

        using var access = context.Reach(new ChartAccessOptions());
        var search = new RepositorySearch(new SearchOptions
        {
            Keyword = keyword,
            IsPattern = context.Parsed.GetValue(_regexp),
            TakesAllVersions = context.Parsed.GetValue(_versions),
            Version = _search.ReadVersion(context.Parsed, UsualRange),
        });
        foreach (var repository in Added(access))
        {
            SearchOne(context, access, repository, search);
        }

        return Task.FromResult(_search.Print(context, search.Results, Model, Table));
    }

    private static ImmutableArray<ChartRepository> Added(ChartAccess access) => access.Repositories.File.Read() is { IsEmpty: false } added
        ? added
        : throw new RepositoryException("There is no repository to search", "`packman repo add NAME URL` adds one");

    // One index that is missing or broken does not hide what the others have.
    private static void SearchOne(CommandContext context, ChartAccess access, ChartRepository repository, RepositorySearch search)
    {
        try
        {
            if (access.Repositories.TryOpen(repository) is { } index)
            {
                search.Search(index);
            }
            else
            {
                context.Warn($"The index of `{repository.Name}` has not been fetched yet: `packman repo update {repository.Name}` fetches it");
            }
        }
        catch (RepositoryException broken)
        {
            context.Warn($"`{repository.Name}` was not searched: {broken.Message}");
        }
    }

    private static YamlMap Model(SearchResult result) => Output.Model.Map(
        ("name", Output.Model.Text(result.Name)),
        ("version", Output.Model.Text(result.Chart.Version.ToString())),
        ("app_version", Output.Model.Text(result.Chart.AppVersion)),
        ("description", Output.Model.Text(result.Chart.Description)));

    private static Table Table(IEnumerable<SearchResult> results, Func<string, string> cut)
    {
        var table = new Table("NAME", "CHART VERSION", "APP VERSION", "DESCRIPTION");
        foreach (var result in results)
        {
            table.Add(cut(result.Name), cut(result.Chart.Version.ToString()), cut(result.Chart.AppVersion), cut(result.Chart.Description));
        }

        return table;
    }
}
