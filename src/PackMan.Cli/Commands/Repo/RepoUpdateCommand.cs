using System.CommandLine;
using PackMan.Distribution;
using PackMan.Distribution.Repositories;

namespace PackMan.Cli.Commands.Repo;

/// <summary>`packman repo update [NAME…]`.</summary>
internal sealed class RepoUpdateCommand : PackManCommand
{
    private readonly Argument<string[]> _names = new("NAME...") { Description = "The repositories to update (default: all)", Arity = ArgumentArity.ZeroOrMore };
    private readonly Option<TimeSpan> _timeout = RepoTimeout.Flag();

    public RepoUpdateCommand()
        : base("update", "Fetch the indexes of repositories, where they have changed")
    {
        Aliases.Add("up");
        Details = "Servers are asked all at once, and only for what has changed. One that fails holds up no other: its old index stays in use, and the exit code is 1.";
        Examples = ["packman repo update", "packman repo update stable internal"];
        Add(_names);
        Add(_timeout);
    }

    public override string ArgumentsUsage => "[NAME...]";

    public override async Task<int> RunAsync(CommandContext context, CancellationToken cancellationToken = default)
    {
        using var access = context.Reach(new ChartAccessOptions());
        var failed = new List<string>();
        await foreach (var result in new RepositoryUpdates(access.Repositories).RunAsync(context.Parsed.GetValue(_names) ?? [], context.Parsed.GetValue(_timeout), cancellationToken))
        {
            switch (result)
            {
                case { Update: { } update }:
                    context.Output.Write(UpdateReport.Line(update) + "\n");
                    break;
                case { Failure: { } failure }:
                    failed.Add(result.Repository.Name);
                    context.Warn(UpdateReport.Failed(result.Repository, failure));
                    break;
            }

            if (result.Update is { IsNew: true, Skipped.Count: > 0 } skipping)
            {
                context.Warn(UpdateReport.Skipped(skipping));
            }
        }

        return failed.Count == 0 ? ExitCodes.Done : throw new RepositoriesNotUpdatedException(failed);
    }
}
