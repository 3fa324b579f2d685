using System.CommandLine;
using System.Reflection;
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
        var (version, commit) = Read();
        var model = Model.Map(("version", Model.Text($"v{version}")), ("git_commit", Model.TextOrNone(commit)));
        context.Print(_output.Read(context.Parsed), model, output => output.WriteLine(
            context.Parsed.GetValue(_short) ? $"v{version}" : $"packman v{version}{(commit.Length == 0 ? "" : $" ({commit})")}"));
        return Task.FromResult(ExitCodes.Done);
    }

    /// <summary>`0.1.0+commit` of the build, in its two parts; the commit is cut to the length people write.</summary>
    private static (string Version, string Commit) Read()
    {
        var text = typeof(VersionCommand).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0.0.0";
        var plus = text.IndexOf('+', StringComparison.Ordinal);
        return plus < 0 ? (text, "") : (text[..plus], text[(plus + 1)..][..Math.Min(7, text.Length - plus - 1)]);
    }
}
