using System.CommandLine;
using PackMan.Cli.Options;
using PackMan.Cli.Output;
using PackMan.Distribution.Dependencies;

namespace PackMan.Cli.Commands.Dependency;

/// <summary>A command that fills the `charts/` of a chart.</summary>
internal abstract class DependencyFetchCommand : PackManCommand
{
    private readonly Argument<string> _chart = new("CHART") { Description = "The chart's folder (default: the working folder)", Arity = ArgumentArity.ZeroOrOne };
    private readonly RemoteFlags _remote = new();
    private readonly OutputFlag _output = new();
    private readonly DependencyFlags _dependencies = new();

    protected DependencyFetchCommand(string name, string description)
        : base(name, description)
    {
        Add(_chart);
        _remote.AddTo(this);
        _output.AddTo(this);
        _dependencies.AddTo(this);
    }

    public override async Task<int> RunAsync(CommandContext context, CancellationToken cancellationToken = default)
    {
        using var access = context.Reach(_remote.Read(context.Parsed, context.Surroundings) with { Verification = _dependencies.ReadVerification(context.Parsed, context.Surroundings) });
        var location = context.Parsed.GetValue(_chart) ?? ".";
        var dependencies = new ChartDependencies(access, context.Surroundings.FullPath(location), location, context.Surroundings.Time)
        {
            RefreshesIndexes = _dependencies.RefreshesIndexes(context.Parsed),
        };
        var result = await FetchAsync(dependencies, cancellationToken);
        DependencyReport.Tell(context, result);
        context.Print(_output.Read(context.Parsed), DependencyReport.ModelOf(result), output => DependencyReport.TableOf(result).Write(output));
        return ExitCodes.Done;
    }

    protected abstract Task<DependencyResult> FetchAsync(ChartDependencies dependencies, CancellationToken cancellationToken);
}
