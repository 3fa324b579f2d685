using PackMan.Cli.Output;
using PackMan.Releases;

namespace PackMan.Cli.Commands.Get;

/// <summary>`packman get notes NAME`.</summary>
internal sealed class GetNotesCommand() : RevisionCommand("notes", "Print the notes of a release")
{
    protected override void Print(CommandContext context, ReleaseRevision revision) => ReleaseText.WriteNotes(context.Output, new PrintableRecord(revision.Record));
}
