using System.CommandLine;
using PackMan.Actions.Lint;
using PackMan.Cli.Commands.Dependency;
using PackMan.Cli.Options;
using PackMan.Cli.Output;
using PackMan.Distribution;
using PackMan.Yaml;

namespace PackMan.Cli.Commands;

/// <summary>`packman lint [PATH…]`.</summary>
internal sealed class LintCommand : PackManCommand
{
    private readonly Argument<string[]> _paths = new("PATH...")
    {
        Description = "The chart's folder or .tgz archive; several may be named (default: the working folder)",
        Arity = ArgumentArity.ZeroOrMore,
        DefaultValueFactory = _ => ["."],
    };

    private readonly ValuesFlags _values = new();
    private readonly LintFlags _flags = new();
    private readonly Option<bool> _strict = Flag.Switch("--strict", "Fail on warnings too");
    private readonly Option<bool> _quiet = Flag.Switch("--quiet", "Print only errors and warnings");
    private readonly Option<bool> _dependencyUpdate = Flag.Switch("--dependency-update", "Fetch what a chart's folder depends on and `charts/` lacks first");
    private readonly Option<string> _format = Flag.Choice("--output", "table", ["table", "json", "yaml", "sarif"], "Print as text, json, yaml or sarif", "-o");

    public LintCommand()
        : base("lint", "Look for mistakes in charts")
    {
        Details = "Metadata, values and schema are checked; templates are rendered with the defaults and with each values file in `ci/`, and every object is held to the fields of its kind. "
            + "Nothing is installed and no cluster is asked. `# packman-lint: disable=RULE` on a line, or alone above it, silences a rule there. The exit code is 1 when an error is found.";
        Examples = ["packman lint", "packman lint ./web ./store --strict", "packman lint ./web --kube-version 1.31 --disable chart/icon", "packman lint ./web -o sarif"];
        Add(_paths);
        _values.AddTo(this);
        Add(_strict);
        Add(_quiet);
        _flags.AddTo(this);
        Add(_dependencyUpdate);
        Add(_format);
    }

    public override string ArgumentsUsage => "[PATH...]";

    public override async Task<int> RunAsync(CommandContext context, CancellationToken cancellationToken = default)
    {
        var supplied = await context.Stations.ReadValuesAsync(_values.Read(context.Parsed), cancellationToken: cancellationToken);
        var options = _flags.Read(context.Parsed, supplied.LastOrDefault() ?? YamlMap.Empty, context.Connection.Namespace ?? "default");
        var targets = new List<LintTarget>();
        foreach (var path in context.Parsed.GetValue(_paths) ?? [])
        {
            targets.Add(await ExamineAsync(context, path, context.Parsed.GetValue(_dependencyUpdate), cancellationToken));
        }

        var result = new LintAction(context.Stations.Templates, context.Surroundings.Time).Run(targets, options, cancellationToken);
        var report = new LintReport(result, context.Parsed.GetValue(_strict), context.Parsed.GetValue(_quiet));
        Write(context, report);
        return report.IsFailed ? ExitCodes.Failed : ExitCodes.Done;
    }

    // A path without a chart is a finding, so that the other paths are told about too.
    private static async Task<LintTarget> ExamineAsync(CommandContext context, string path, bool fetchesMissing, CancellationToken cancellationToken)
    {
        try
        {
            if (fetchesMissing)
            {
                using var access = context.Reach(new ChartAccessOptions());
                await MissingCharts.FetchAsync(context, access, path, cancellationToken);
            }

            return new LintTarget(path, await context.Stations.Charts.ExamineAsync(path, cancellationToken), null);
        }
        catch (PackManException failure)
        {
            return new LintTarget(path, null, failure);
        }
    }

    private void Write(CommandContext context, LintReport report)
    {
        var format = context.Parsed.GetValue(_format) switch
        {
            "json" or "sarif" => OutputFormat.Json,
            "yaml" => OutputFormat.Yaml,
            _ => OutputFormat.Table,
        };
        var model = context.Parsed.GetValue(_format) == "sarif" ? SarifLog.Of(report, context.Surroundings.CurrentDirectory) : LintModel.Of(report);
        context.Print(format, model, output => new LintText(output, context.Palette).Write(report));
    }
}
