using System.CommandLine;
using PackMan.Cli.Options;
using PackMan.Cli.Output;
using PackMan.Distribution;
using PackMan.Yaml;

namespace PackMan.Cli.Commands.Repo;

/// <summary>`packman repo list`.</summary>
internal sealed class RepoListCommand : PackManCommand
{
    private readonly Option<bool> _noHeaders = Flag.Switch("--no-headers", "Leave out the headers of the table");
    private readonly OutputFlag _output = new();

    public RepoListCommand()
        : base("list", "List the repositories that were added")
    {
        Aliases.Add("ls");
        Examples = ["packman repo list", "packman repo list -o json"];
        Add(_noHeaders);
        _output.AddTo(this);
    }

    public override Task<int> RunAsync(CommandContext context, CancellationToken cancellationToken = default)
    {
        using var access = context.Reach(new ChartAccessOptions());
        var repositories = access.Repositories.File.Read();
        var table = new Table("NAME", "URL") { HasHeaders = !context.Parsed.GetValue(_noHeaders) };
        foreach (var repository in repositories)
        {
            table.Add(repository.Name, repository.ShownUrl);
        }

        var format = _output.Read(context.Parsed);
        if (repositories.IsEmpty && format == OutputFormat.Table)
        {
            context.Surroundings.Error.WriteLine("No repository has been added yet; `packman repo add NAME URL` adds one");
            return Task.FromResult(ExitCodes.Done);
        }

        var model = YamlList.Of(repositories.Select(repository => Model.Map(("name", Model.Text(repository.Name)), ("url", Model.Text(repository.ShownUrl)))));
        context.Print(format, model, output => table.Write(output));
        return Task.FromResult(ExitCodes.Done);
    }
}
