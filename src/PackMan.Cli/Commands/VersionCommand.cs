using System.CommandLine;
using PackMan.Cli.Options;
using PackMan.Cli.Output;

namespace PackMan.Cli.Commands;

/// <summary>`packman version`.</summary>
internal sealed class VersionCommand : PackManCommand
{
    private readonly Option<bool> _short = Flag.Switch("--short", "Print only the version number");
    private readonly OutputFlag _output = new();

    public VersionCommand()
        : base("version", "Print the version of PackMan")
    {
        Examples = ["packman version", "packman version -o json"];
        Add(_short);
        Add(new RefusedFlag("--template", "there are no Go templates in PackMan", "Use `--short` or `-o json`"));
        _output.AddTo(this);
    }

    public override Task<int> RunAsync(CommandContext context, CancellationToken cancellationToken = default)
    {
        var (version, commit) = BuildVersion.Read();
        var model = Model.Map(("version", Model.Text($"v{version}")), ("git_commit", Model.TextOrNone(commit)));
        context.Print(_output.Read(context.Parsed), model, output => output.WriteLine(
            context.Parsed.GetValue(_short) ? $"v{version}" : $"packman v{version}{(commit.Length == 0 ? "" : $" ({commit})")}"));
        return Task.FromResult(ExitCodes.Done);
    }
}
