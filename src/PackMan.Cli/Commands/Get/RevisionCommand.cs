using System.CommandLine;
using PackMan.Cli.Options;
using PackMan.Releases;

namespace PackMan.Cli.Commands.Get;

/// <summary>A command that prints something of one recorded revision.</summary>
internal abstract class RevisionCommand : PackManCommand
{
    private readonly Argument<string> _name = new("NAME") { Description = "The name of a release" };
    private readonly Option<int> _revision = Flag.Number("--revision", 0, "Revision to read instead of the newest");

    protected RevisionCommand(string name, string description)
        : base(name, description)
    {
        Examples = [$"packman get {name} web", $"packman get {name} web --revision 2"];
        Add(_name);
        Add(_revision);
    }

    public override async Task<int> RunAsync(CommandContext context, CancellationToken cancellationToken = default)
    {
        using var access = await context.ConnectAsync(cancellationToken);
        var revision = await RecordedRelease.ReadAsync(access, context.NamespaceIn(access), context.Parsed.GetRequiredValue(_name), context.Parsed.GetValue(_revision), cancellationToken);
        Print(context, revision);
        return ExitCodes.Done;
    }

    protected abstract void Print(CommandContext context, ReleaseRevision revision);
}
