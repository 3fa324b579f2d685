using System.CommandLine;
using PackMan.Actions;
using PackMan.Actions.Uninstall;
using PackMan.Cli.Options;
using PackMan.Cli.Output;
using PackMan.Releases;

namespace PackMan.Cli.Commands;

/// <summary>`packman uninstall NAME…`.</summary>
internal sealed class UninstallCommand : PackManCommand
{
    private readonly Argument<string[]> _names = new("NAME") { Description = "The name of a release; several may be given", Arity = ArgumentArity.OneOrMore };
    private readonly Option<bool> _keepHistory = Flag.Switch("--keep-history", "Keep the revisions, so that the release can be rolled back");
    private readonly Option<bool> _ignoreNotFound = Flag.Switch("--ignore-not-found", "Succeed when there is no such release");
    private readonly Option<string> _cascade = Flag.Choice("--cascade", "background", ["background", "foreground", "orphan"], "How what the objects own is deleted (default background)");
    private readonly OperationFlags _operation = new() { IsApplying = false };
    private readonly OutputFlag _output = new();

    public UninstallCommand()
        : base("uninstall", "Delete the objects of a release, and its record")
    {
        foreach (var alias in new[] { "del", "delete", "un" })
        {
            Aliases.Add(alias);
        }

        Examples = ["packman uninstall web", "packman uninstall web --keep-history", "packman uninstall web --dry-run"];
        Add(_names);
        Add(_keepHistory);
        Add(_ignoreNotFound);
        Add(_cascade);
        _operation.AddTo(this);
        _output.AddTo(this);
    }

    public override string ArgumentsUsage => "NAME...";

    public override async Task<int> RunAsync(CommandContext context, CancellationToken cancellationToken = default)
    {
        var names = context.Parsed.GetRequiredValue(_names).Select(ReleaseName.Parse).ToList();
        using var access = await context.ConnectAsync(cancellationToken);
        using var talk = context.Talk();
        foreach (var name in names)
        {
            var result = await new UninstallAction(context.Operation(access, talk)).RunAsync(ReadOptions(context, name, context.NamespaceIn(access)), cancellationToken);
            Write(context, name, result);
        }

        return ExitCodes.Done;
    }

    private UninstallOptions ReadOptions(CommandContext context, ReleaseName name, string namespaceName) => new()
    {
        Operation = _operation.Read(context.Parsed, name, namespaceName),
        KeepHistory = context.Parsed.GetValue(_keepHistory),
        IgnoreNotFound = context.Parsed.GetValue(_ignoreNotFound),
        Cascade = context.Parsed.GetValue(_cascade) switch
        {
            "foreground" => "Foreground",
            "orphan" => "Orphan",
            _ => "Background",
        },
    };

    private void Write(CommandContext context, ReleaseName name, OperationResult? result)
    {
        var format = _output.Read(context.Parsed);
        if (result is null)
        {
            context.Surroundings.Error.WriteLine($"There is no release `{name}`, so nothing was done");
            return;
        }

        if (result.Outcome == OperationOutcome.Planned)
        {
            context.Print(format, PlanModel.Of(result.Plan), output => new PlanText(output, context.Palette).Write(result.Plan));
            return;
        }

        foreach (var kept in result.Kept)
        {
            context.Surroundings.Error.WriteLine($"kept {SafeText.Of(kept)}");
        }

        context.Print(format, ReleaseModel.Release(result.Revision), output => output.Write($"release \"{name}\" uninstalled\n"));
    }
}
