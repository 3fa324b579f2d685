using PackMan.Releases;

namespace PackMan.Cli.Commands.Get;

/// <summary>`packman get manifest NAME`: byte for byte what a rollback would apply, Secrets included.</summary>
internal sealed class GetManifestCommand() : RevisionCommand("manifest", "Print the rendered objects of a release, without hooks")
{
    protected override void Print(CommandContext context, ReleaseRevision revision) => context.Output.Write(revision.Record.Manifest);
}
