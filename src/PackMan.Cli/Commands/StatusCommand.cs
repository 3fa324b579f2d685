using System.CommandLine;
using PackMan.Cli.Options;
using PackMan.Cli.Output;

namespace PackMan.Cli.Commands;

/// <summary>`packman status NAME`.</summary>
internal sealed class StatusCommand : PackManCommand
{
    private readonly Argument<string> _name = new("NAME") { Description = "The name of a release" };
    private readonly Option<int> _revision = Flag.Number("--revision", 0, "Revision to show instead of the newest");
    private readonly OutputFlag _output = new();

    public StatusCommand()
        : base("status", "Show how a release is: its revision, its objects and its notes")
    {
        Examples = ["packman status web", "packman status web --revision 2 -o json"];
        Add(_name);
        Add(_revision);
        _output.AddTo(this);
    }

    public override async Task<int> RunAsync(CommandContext context, CancellationToken cancellationToken = default)
    {
        using var access = await context.ConnectAsync(cancellationToken);
        var revision = await RecordedRelease.ReadAsync(access, context.NamespaceIn(access), context.Parsed.GetRequiredValue(_name), context.Parsed.GetValue(_revision), cancellationToken);
        var objects = await LiveObjects.ReadAsync(access.Cluster, revision.Record.Inventory, cancellationToken);
        context.Print(
            _output.Read(context.Parsed),
            ReleaseModel.Release(revision).With("resources", LiveObjects.Model(objects)),
            output => ReleaseText.Write(output, revision, context.Palette, objects: LiveObjects.Table(objects, context.Surroundings.Time.GetUtcNow())));
        return ExitCodes.Done;
    }
}
