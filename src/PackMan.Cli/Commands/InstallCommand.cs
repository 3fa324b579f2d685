using System.CommandLine;
using PackMan.Actions.Install;
using PackMan.Cli.Options;

namespace PackMan.Cli.Commands;

/// <summary>`packman install NAME CHART`.</summary>
internal sealed class InstallCommand : PackManCommand
{
    private readonly NameFlags _name = new(defaultName: null);
    private readonly Option<bool> _replace = Flag.Switch("--replace", "Reuse the name of an uninstalled release whose history was kept");
    private readonly Option<bool> _rollbackOnFailure = Flag.Switch("--rollback-on-failure", "Uninstall again when the installation fails", "--atomic");
    private readonly ChartFlags _chartFlags = new();
    private readonly ValuesFlags _values = new();
    private readonly ReleaseFlags _release = new();
    private readonly OperationFlags _operation = new() { IsApplying = true, HasTakeOwnership = true };
    private readonly OutputFlag _output = new();

    public InstallCommand()
        : base("install", "Install a chart as a new release")
    {
        Details = "Renders the chart with the values given, plans every change with the API server, and stops before the first write if anything is wrong. Waits until everything is ready.";
        Examples =
        [
            "packman install web ./web",
            "packman install web ./web -f values.yaml --set image.tag=1.27",
            "packman install web ./web --namespace shop --create-namespace",
            "packman install web oci://registry.example.org/charts/web --version ^1.2",
            "packman install web ./web --dry-run",
            "packman install web ./web --sandbox",
            "packman install --generate-name ./web",
        ];
        _name.AddTo(this);
        Add(_replace);
        Add(_rollbackOnFailure);
        _values.AddTo(this);
        _release.AddTo(this);
        _operation.AddTo(this);
        _chartFlags.AddTo(this);
        _output.AddTo(this);
    }

    public override async Task<int> RunAsync(CommandContext context, CancellationToken cancellationToken = default)
    {
        var named = _name.Read(context.Parsed);
        var rendering = await RenderingInput.ReadAsync(context, named.Chart, _chartFlags, _values, cancellationToken);
        using var access = await context.ConnectAsync(cancellationToken);
        using var talk = context.Talk();
        var options = ReadOptions(context, rendering, named, context.NamespaceIn(access));
        var action = new InstallAction(context.Operation(access, talk));
        var result = context.Parsed.GetValue(_rollbackOnFailure)
            ? await new RevertOnFailure(context, access, talk).RunAsync(options.Operation, () => action.RunAsync(options, cancellationToken), cancellationToken)
            : await action.RunAsync(options, cancellationToken);
        return OperationReport.Write(context, _output.Read(context.Parsed), result, options.Operation, context.Parsed.GetValue(_release.HideNotes));
    }

    private InstallOptions ReadOptions(CommandContext context, RenderingInput rendering, NameAndChart named, string namespaceName) =>
        _release.Read(context.Parsed, rendering, _operation.Read(context.Parsed, ReleaseNaming.Choose(context, rendering, named, namespaceName), namespaceName)) with
        {
            Replace = context.Parsed.GetValue(_replace),
        };
}
