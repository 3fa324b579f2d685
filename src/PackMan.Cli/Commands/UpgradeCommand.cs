using System.CommandLine;
using PackMan.Actions.Upgrade;
using PackMan.Cli.Options;
using PackMan.Releases;

namespace PackMan.Cli.Commands;

/// <summary>`packman upgrade NAME CHART`.</summary>
internal sealed class UpgradeCommand : PackManCommand
{
    private readonly Argument<string> _name = new("NAME") { Description = "The name of a release" };
    private readonly Argument<string> _chart = new("CHART") { Description = $"A chart: {ChartFlags.Places}" };
    private readonly Option<bool> _install = Flag.Switch("--install", "Install when there is no such release, and go on from any status", "-i");
    private readonly Option<bool> _resetValues = Flag.Switch("--reset-values", "Start from the chart's defaults, whatever was supplied before");
    private readonly Option<bool> _reuseValues = Flag.Switch("--reuse-values", "Start from the values supplied last time, on the new chart's defaults", "--reset-then-reuse-values");
    private readonly Option<bool> _rollbackOnFailure = Flag.Switch("--rollback-on-failure", "Roll back to the last deployed revision when the upgrade fails", "--atomic");
    private readonly ChartFlags _chartFlags = new();
    private readonly ValuesFlags _values = new();
    private readonly ReleaseFlags _release = new();
    private readonly OperationFlags _operation = new() { IsApplying = true, HasTakeOwnership = true, HasHistoryMax = true };
    private readonly OutputFlag _output = new();

    public UpgradeCommand()
        : base("upgrade", "Bring a release to a new chart or new values")
    {
        Details = "Without values the last supplied ones are used again; with values, only these. Objects the chart no longer has are deleted.";
        Examples =
        [
            "packman upgrade web ./web",
            "packman upgrade web ./web --set image.tag=1.28 --reuse-values",
            "packman upgrade web ./web --install --create-namespace --namespace shop",
            "packman upgrade web ./web --dry-run -o json",
        ];
        foreach (var argument in new Argument[] { _name, _chart })
        {
            Add(argument);
        }

        foreach (var option in new[] { _install, _resetValues, _reuseValues, _rollbackOnFailure })
        {
            Add(option);
        }

        _values.AddTo(this);
        _release.AddTo(this);
        _operation.AddTo(this);
        _chartFlags.AddTo(this);
        Add(new RefusedFlag("--cleanup-on-fail", "the next operation removes what a failed one created", "Use `--rollback-on-failure`, or run `packman rollback NAME` afterwards"));
        _output.AddTo(this);
    }

    public override async Task<int> RunAsync(CommandContext context, CancellationToken cancellationToken = default)
    {
        var name = ReleaseName.Parse(context.Parsed.GetRequiredValue(_name));
        var rendering = await RenderingInput.ReadAsync(context, context.Parsed.GetRequiredValue(_chart), _chartFlags, _values, cancellationToken);
        using var access = await context.ConnectAsync(cancellationToken);
        using var talk = context.Talk();
        var options = ReadOptions(context, rendering, name, context.NamespaceIn(access));
        var action = new UpgradeAction(context.Operation(access, talk));
        var result = context.Parsed.GetValue(_rollbackOnFailure)
            ? await new RevertOnFailure(context, access, talk).RunAsync(options.Target.Operation, () => action.RunAsync(options, cancellationToken), cancellationToken)
            : await action.RunAsync(options, cancellationToken);
        return OperationReport.Write(context, _output.Read(context.Parsed), result, options.Target.Operation, context.Parsed.GetValue(_release.HideNotes));
    }

    private UpgradeOptions ReadOptions(CommandContext context, RenderingInput rendering, ReleaseName name, string namespaceName) => new()
    {
        Target = _release.Read(context.Parsed, rendering, _operation.Read(context.Parsed, name, namespaceName)),
        Install = context.Parsed.GetValue(_install),
        Reuse = context.Parsed.GetValue(_resetValues) ? ValuesReuse.Reset : context.Parsed.GetValue(_reuseValues) ? ValuesReuse.Reuse : ValuesReuse.Default,
    };
}
