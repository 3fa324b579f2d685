using PackMan.Actions;
using PackMan.Cli.Options;
using PackMan.Cli.Output;

namespace PackMan.Cli.Commands;

/// <summary>Prints what install, upgrade and rollback did: the plan of a dry run, or the release.</summary>
internal static class OperationReport
{
    public static int Write(CommandContext context, OutputFormat format, OperationResult result, OperationOptions asked, bool isHidingNotes = false)
    {
        // A dry run that finds nothing to do has a plan too: one of objects that stay.
        if (result.Outcome == OperationOutcome.Planned || asked.DryRun != DryRun.None)
        {
            context.Print(format, PlanModel.Of(result.Plan), output => new PlanText(output, context.Palette).Write(result.Plan));
            return ExitCodes.Done;
        }

        if (result.Outcome == OperationOutcome.Unchanged)
        {
            context.Surroundings.Error.WriteLine($"Nothing changed: revision {result.Revision.Summary.Revision} of `{result.Revision.Summary.Name}` stays as it is");
        }

        context.Print(format, ReleaseModel.Release(result.Revision), output => ReleaseText.Write(output, result.Revision, context.Palette, isHidingNotes));
        return ExitCodes.Done;
    }
}
