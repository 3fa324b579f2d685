using System.CommandLine;
using PackMan.Distribution;
using PackMan.Distribution.Repositories;

namespace PackMan.Cli.Commands.Repo;

/// <summary>`packman repo remove NAME…`.</summary>
internal sealed class RepoRemoveCommand : PackManCommand
{
    private readonly Argument<string[]> _names = new("NAME...") { Description = "The repositories to remove", Arity = ArgumentArity.OneOrMore };

    public RepoRemoveCommand()
        : base("remove", "Remove repositories, with their credentials and indexes")
    {
        Aliases.Add("rm");
        Details = "Charts fetched from them stay in the cache, and releases are not touched.";
        Examples = ["packman repo remove stable"];
        Add(_names);
    }

    public override async Task<int> RunAsync(CommandContext context, CancellationToken cancellationToken = default)
    {
        using var access = context.Reach(new ChartAccessOptions());
        var names = context.Parsed.GetRequiredValue(_names).Distinct(StringComparer.Ordinal).ToList();
        var removed = new List<ChartRepository>();
        await access.Repositories.File.EditAsync(
            known =>
            {
                // All of them are known, or none is removed.
                removed.AddRange(names.Select(name => known.FirstOrDefault(repository => repository.Name == name) ?? throw new NoSuchRepositoryException(name, [.. known.Select(repository => repository.Name)])));
                return known.RemoveRange(removed);
            },
            cancellationToken);
        foreach (var repository in removed)
        {
            access.Repositories.Forget(repository);
            context.Output.Write($"\"{repository.Name}\" has been removed from your repositories\n");
        }

        return ExitCodes.Done;
    }
}
