using System.CommandLine;
using PackMan.Cli.Options;
using PackMan.Distribution.Repositories.Indexing;

namespace PackMan.Cli.Commands.Repo;

/// <summary>`packman repo index DIR`.</summary>
internal sealed class RepoIndexCommand : PackManCommand
{
    private readonly Argument<string> _folder = new("DIR") { Description = "The folder of the .tgz archives; those in folders directly below are found too" };
    private readonly Option<string?> _url = Flag.Text("--url", "URL", "Where DIR will be on the web (default: addresses relative to the index)");
    private readonly Option<string?> _merge = Flag.Text("--merge", "FILE", "Index whose entries are kept where DIR has no archive of that version");
    private readonly Option<bool> _json = Flag.Switch("--json", "Write JSON, which every reader of indexes takes too, and faster");

    public RepoIndexCommand()
        : base("index", "Write the `index.yaml` of a folder of charts")
    {
        Details = "Entries that did not change keep their `created`, and an index that did not change stays as it is, byte for byte. What `packman package` wrote can be served by any web server with it.";
        Examples = ["packman repo index dist --url https://charts.example.org", "packman repo index dist --merge published/index.yaml"];
        Add(_folder);
        foreach (var option in new Option[] { _url, _merge, _json })
        {
            Add(option);
        }
    }

    public override Task<int> RunAsync(CommandContext context, CancellationToken cancellationToken = default)
    {
        var merge = context.Parsed.GetValue(_merge);
        var result = new RepositoryIndexing(context.Surroundings.Time).Run(
            new IndexingOptions(context.Surroundings.FullPath(context.Parsed.GetRequiredValue(_folder)))
            {
                Url = context.Parsed.GetValue(_url) ?? "",
                Merge = merge is null ? null : context.Surroundings.FullPath(merge),
                AsJson = context.Parsed.GetValue(_json),
            },
            cancellationToken);
        foreach (var reason in result.PassedOver)
        {
            context.Warn(reason);
        }

        context.Output.Write($"Wrote {result.Path}: {UpdateReport.Count(result.Charts, "chart")}, {UpdateReport.Count(result.Versions, "version")}\n");
        return Task.FromResult(ExitCodes.Done);
    }
}
