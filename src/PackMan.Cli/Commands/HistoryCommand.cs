using System.CommandLine;
using PackMan.Cli.Options;
using PackMan.Cli.Output;
using PackMan.Releases;
using PackMan.Yaml;

namespace PackMan.Cli.Commands;

/// <summary>`packman history NAME`.</summary>
internal sealed class HistoryCommand : PackManCommand
{
    private readonly Argument<string> _name = new("NAME") { Description = "The name of a release" };
    private readonly Option<int> _max = Flag.Number("--max", 256, "Revisions to show, the newest ones (default 256)");
    private readonly OutputFlag _output = new();

    public HistoryCommand()
        : base("history", "Show the revisions of a release, oldest first")
    {
        Aliases.Add("hist");
        Examples = ["packman history web", "packman history web --max 3 -o json"];
        Add(_name);
        Add(_max);
        Add(new RefusedFlag("--show-rollback-revision", "the description of a rollback names its target"));
        _output.AddTo(this);
    }

    public override async Task<int> RunAsync(CommandContext context, CancellationToken cancellationToken = default)
    {
        using var access = await context.ConnectAsync(cancellationToken);
        var history = await RecordedRelease.HistoryAsync(access, context.NamespaceIn(access), context.Parsed.GetRequiredValue(_name), cancellationToken);
        var revisions = history.Revisions.TakeLast(context.Parsed.GetValue(_max)).ToList();
        context.Print(_output.Read(context.Parsed), YamlList.Of(revisions.Select(ReleaseModel.HistoryElement)), output => Table(revisions).Write(output));
        return ExitCodes.Done;
    }

    private static Table Table(IEnumerable<ReleaseSummary> revisions)
    {
        var table = new Table("REVISION", "UPDATED", "STATUS", "CHART", "APP VERSION", "DESCRIPTION");
        foreach (var revision in revisions)
        {
            table.Add($"{revision.Revision}", GoTime.Ansi(revision.Updated), revision.Status.ToText(), ReleaseModel.ChartOf(revision), revision.AppVersion, revision.Description);
        }

        return table;
    }
}
