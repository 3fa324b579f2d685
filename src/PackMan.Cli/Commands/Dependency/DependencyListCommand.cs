using System.CommandLine;
using PackMan.Charts;
using PackMan.Cli.Options;
using PackMan.Cli.Output;
using PackMan.Distribution.Dependencies;
using PackMan.Yaml;

namespace PackMan.Cli.Commands.Dependency;

/// <summary>`packman dependency list CHART`.</summary>
internal sealed class DependencyListCommand : PackManCommand
{
    private readonly Argument<string> _chart = new("CHART") { Description = "The chart's folder, .tgz archive or bundle (default: the working folder)", Arity = ArgumentArity.ZeroOrOne };
    private readonly Option<int> _maxWidth = Flag.Number("--max-col-width", 80, "Characters of the widest column; 0 cuts nothing (default 80)");
    private readonly OutputFlag _output = new();

    public DependencyListCommand()
        : base("list", "List what a chart depends on, and whether charts/ has it")
    {
        Aliases.Add("ls");
        Details = "The status is `ok`, `unpacked` (a folder put in by hand), `missing`, `wrong version`, `not as locked`, `too many matches` or `corrupt`.";
        Examples = ["packman dependency list ./shop", "packman dependency list ./shop -o json"];
        Add(_chart);
        Add(_maxWidth);
        _output.AddTo(this);
    }

    public override Task<int> RunAsync(CommandContext context, CancellationToken cancellationToken = default)
    {
        var location = context.Parsed.GetValue(_chart) ?? ".";
        var list = DependencyList.Of(context.Surroundings.FullPath(location), location, cancellationToken);
        foreach (var warning in list.Warnings)
        {
            context.Warn(warning);
        }

        context.Print(_output.Read(context.Parsed), YamlList.Of(list.Entries.Select(ModelOf)), output => Write(output, list, context.Parsed.GetValue(_maxWidth)));
        return Task.FromResult(ExitCodes.Done);
    }

    private static void Write(TextWriter output, DependencyList list, int maxWidth)
    {
        var table = new Table("NAME", "VERSION", "REPOSITORY", "STATUS");
        foreach (var entry in list.Entries)
        {
            table.Add([.. new[] { entry.Requirement.Name, entry.Requirement.Version, RepositoryKinds.Show(entry.Requirement.Repository), entry.Status }.Select(cell => Cut(cell, maxWidth))]);
        }

        table.Write(output);
    }

    private static string Cut(string cell, int width) => width == 0 || cell.Length <= width ? cell : cell[..Math.Max(0, width - 1)] + "…";

    private static YamlMap ModelOf(DependencyEntry entry) => Model.Map(
        ("name", Model.Text(entry.Requirement.Name)),
        ("alias", Model.TextOrNone(entry.Requirement.Alias)),
        ("version", Model.Text(entry.Requirement.Version)),
        ("repository", Model.Text(RepositoryKinds.Show(entry.Requirement.Repository))),
        ("status", Model.Text(entry.Status)),
        ("locked", entry.Locked is null ? null : DependencyReport.ModelOf(entry.Locked)));
}
