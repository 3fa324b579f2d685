using PackMan.Releases;

namespace PackMan.Cli.Commands.Get;

/// <summary>`packman get hooks NAME`.</summary>
internal sealed class GetHooksCommand() : RevisionCommand("hooks", "Print the rendered hooks of a release")
{
    protected override void Print(CommandContext context, ReleaseRevision revision) => context.Output.Write(revision.Record.Hooks);
}
