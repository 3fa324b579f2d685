using System.CommandLine;
using System.Text;
using PackMan.Cli.Commands;
using PackMan.Cli.Help;

namespace PackMan.Tests.Cli;

/// <summary>The page of a command in `docs/reference/cli/`, made from the command tree.</summary>
internal static class ReferencePage
{
    public const string IndexName = "README.md";

    public static string NameOf(PackManCommand command) => $"{HelpText.PathOf(command).Replace(' ', '-')}.md";

    public static string Of(PackManCommand command)
    {
        var page = new StringBuilder($"# {HelpText.PathOf(command)}\n\n{command.Description}.\n\n```text\n{HelpText.Usage(command)}\n```\n");
        if (command.Details.Length > 0)
        {
            page.Append($"\n{command.Details}\n");
        }

        page.Append($"\n## Examples\n\n```sh\n{string.Join('\n', command.Examples)}\n```\n");
        Append(page, "Commands", ["command", "what it does"], command.Subcommands.Where(child => !child.Hidden).OfType<PackManCommand>().Select(child => ($"[{child.Name}]({NameOf(child)})", child.Description ?? "")));
        Append(page, "Arguments", ["argument", "meaning"], command.Arguments.Select(argument => ($"`{argument.Name}`", argument.Description ?? "")));
        Append(page, "Flags", ["flag", "meaning"], Flags(command.Options.Where(option => !option.Recursive)));
        if (command.Parents.Any())
        {
            page.Append("\nThe [global flags](packman.md#global-flags) work too.\n");
        }
        else
        {
            Append(page, "Global flags", ["flag", "meaning"], Flags(command.Options.Where(option => option.Recursive)));
        }

        return page.ToString();
    }

    public static string Index(IEnumerable<PackManCommand> commands)
    {
        var page = new StringBuilder("# Commands\n\nThese pages are made from the commands themselves; `packman COMMAND --help` says the same.\n");
        Append(page, "All commands", ["command", "what it does"], commands.Select(command => ($"[{HelpText.PathOf(command)}]({NameOf(command)})", command.Description ?? "")));
        page.Append("\nSee also the [exit codes](../exit-codes.md) and [what became of Helm's flags](../helm-flags.md).\n");
        return page.ToString();
    }

    private static IEnumerable<(string, string)> Flags(IEnumerable<Option> options) =>
        HelpText.Visible(options).Select(option => ($"`{HelpText.FlagUsage(option).Trim()}`", option.Description ?? ""));

    private static void Append(StringBuilder page, string title, string[] headers, IEnumerable<(string Left, string Right)> rows)
    {
        var lines = rows.Select(row => $"| {Cell(row.Left)} | {Cell(row.Right)} |\n").ToList();
        if (lines.Count > 0)
        {
            page.Append($"\n## {title}\n\n| {headers[0]} | {headers[1]} |\n| --- | --- |\n{string.Concat(lines)}");
        }
    }

    private static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal);
}
