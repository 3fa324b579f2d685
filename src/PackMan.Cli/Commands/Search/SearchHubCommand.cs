using System.CommandLine;
using PackMan.Cli.Options;

namespace PackMan.Cli.Commands.Search;

/// <summary>`packman search hub`: Helm's, and refused by name, whatever is given with it.</summary>
internal sealed class SearchHubCommand : PackManCommand
{
    private const string Reason = "PackMan asks no server that nobody named";
    private const string Instead = "Search on https://artifacthub.io, add what you find with `packman repo add NAME URL`, and search there with `packman search repo`";

    public SearchHubCommand()
        : base("hub", $"Refused: {Reason}")
    {
        Hidden = true;
        Examples = ["packman search hub"];
        Add(new Argument<string[]>("KEYWORD...") { Arity = ArgumentArity.ZeroOrMore });
        foreach (var name in new[] { "--endpoint", "--list-repo-url", "--max-col-width", "--fail-on-no-result", "--output" })
        {
            Add(new RefusedFlag(name, $"`search hub` is, because {Reason}", Instead));
        }
    }

    public override Task<int> RunAsync(CommandContext context, CancellationToken cancellationToken = default) => throw new UsageException($"`search hub` is refused: {Reason}", Instead);
}
