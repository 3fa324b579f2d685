using System.CommandLine;
using System.Text;
using PackMan.Cli.Commands;
using PackMan.Cli.Options;
using Shouldly;
using Xunit;

namespace PackMan.Tests.Cli;

public sealed class HelmFlagsTests
{
    private static readonly CommandTree Tree = new();

    [Fact]
    public void Every_flag_of_Helm_has_a_verdict()
    {
        var table = new StringBuilder("# Flags of Helm\n\nWhat each flag of Helm 4 does in PackMan. This page is made from the command tree.\n");
        var unknown = new List<string>();
        foreach (var (path, flags) in HelmFlags.All)
        {
            table.Append($"\n## {(path.Length == 0 ? "Global flags" : $"`packman {path}`")}\n\n| flag | verdict |\n| --- | --- |\n");
            foreach (var flag in flags.Where(flag => flag.StartsWith("--", StringComparison.Ordinal)).Order(StringComparer.Ordinal))
            {
                table.Append($"| `{flag}` | {Verdict(Find(path, flag), flag)} |\n");
            }

            unknown.AddRange(flags.Where(flag => Find(path, flag) is null).Select(flag => $"{path} {flag}"));
        }

        unknown.ShouldBeEmpty();
        Golden.VerifyFile(table.ToString(), Path.Combine(Repository.Root, "docs", "reference", "helm-flags.md"));
    }

    [Fact]
    public async Task A_refused_flag_is_refused_by_name_with_exit_code_1()
    {
        foreach (var (path, flags) in HelmFlags.All)
        {
            foreach (var flag in flags.Where(flag => Find(path, flag) is RefusedFlag))
            {
                var spoken = await new Session().RunAsync($"packman {(path.Length == 0 ? "list" : path)} {flag} x y");

                spoken.ExitCode.ShouldBe(1, $"{path} {flag}");
                spoken.Error.ShouldStartWith($"error: `{Find(path, flag)!.Name}` is refused: ");
            }
        }
    }

    private static string Verdict(Option? option, string flag) => option switch
    {
        RefusedFlag { Instead: { } instead } refused => $"refused: {refused.Reason}. {instead}",
        RefusedFlag refused => $"refused: {refused.Reason}",
        { } known when known.Name != flag => $"works, as `{known.Name}`",
        { } known when known.Description!.StartsWith("Accepted", StringComparison.Ordinal) => known.Description,
        _ => "works",
    };

    private static Option? Find(string path, string flag)
    {
        Command command = Tree.Root;
        foreach (var name in path.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            command = command.Subcommands.FirstOrDefault(child => child.Name == name) ?? new Command(name);
        }

        return command.Options.Concat(Tree.Root.Options).FirstOrDefault(option => option.Name == flag || option.Aliases.Contains(flag));
    }
}
