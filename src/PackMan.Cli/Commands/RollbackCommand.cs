using System.CommandLine;
using PackMan.Actions.Rollback;
using PackMan.Cli.Options;
using PackMan.Releases;

namespace PackMan.Cli.Commands;

/// <summary>`packman rollback NAME [REVISION]`.</summary>
internal sealed class RollbackCommand : PackManCommand
{
    private readonly Argument<string> _name = new("NAME") { Description = "The name of a release" };
    private readonly Argument<string?> _revision = new("REVISION") { Description = "Revision to go back to; left out, or 0, for the last good one", Arity = ArgumentArity.ZeroOrOne };
    private readonly OperationFlags _operation = new() { IsApplying = true, HasHistoryMax = true };
    private readonly OutputFlag _output = new();

    public RollbackCommand()
        : base("rollback", "Bring a release back to an earlier revision")
    {
        Details = "Applies what that revision recorded; nothing is rendered again, and the chart is not needed.";
        Examples = ["packman rollback web", "packman rollback web 1", "packman rollback web 1 --dry-run"];
        Add(_name);
        Add(_revision);
        _operation.AddTo(this);
        Add(new RefusedFlag("--cleanup-on-fail", "the next operation removes what a failed one created", "Run the rollback again, or roll back to another revision"));
        _output.AddTo(this);
    }

    public override string ArgumentsUsage => "NAME [REVISION]";

    public override async Task<int> RunAsync(CommandContext context, CancellationToken cancellationToken = default)
    {
        var name = ReleaseName.Parse(context.Parsed.GetRequiredValue(_name));
        var revision = context.Parsed.GetValue(_revision) is { } text ? RecordedRelease.ParseRevision(text) : 0;
        using var access = await context.ConnectAsync(cancellationToken);
        using var talk = context.Talk();
        var options = new RollbackOptions
        {
            Operation = _operation.Read(context.Parsed, name, context.NamespaceIn(access)),
            Revision = revision == 0 ? null : revision,
        };
        var result = await new RollbackAction(context.Operation(access, talk)).RunAsync(options, cancellationToken);
        return OperationReport.Write(context, _output.Read(context.Parsed), result, options.Operation);
    }
}
