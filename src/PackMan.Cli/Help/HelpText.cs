using System.CommandLine;
using System.Text;
using PackMan.Cli.Commands;
using PackMan.Cli.Options;

namespace PackMan.Cli.Help;

/// <summary>What `--help` prints; a fixed width keeps it the same on every terminal and in goldens.</summary>
internal static class HelpText
{
    private const int Width = 100;

    public static string Of(PackManCommand command)
    {
        var text = new StringBuilder();
        text.Append(command.Description).Append('\n');
        text.Append("\nUsage:\n  ").Append(Usage(command)).Append('\n');
        if (command.Details.Length > 0)
        {
            text.Append('\n').Append(Wrap(command.Details, 0));
        }

        AppendSection(text, "Examples", command.Examples.Select(example => $"  {example}\n"));
        AppendRows(text, "Commands", [.. command.Subcommands.Where(child => !child.Hidden).Select(child => (Names(child), child.Description ?? ""))]);
        AppendRows(text, "Arguments", [.. command.Arguments.Select(argument => (argument.Name, argument.Description ?? ""))]);
        AppendRows(text, "Flags", Rows(command.Options.Where(option => !option.Recursive)));
        AppendRows(text, "Global flags", Rows(Root(command).Options.Where(option => option.Recursive)));
        return text.ToString();
    }

    /// <summary>`packman get values NAME [flags]`.</summary>
    public static string Usage(PackManCommand command)
    {
        var arguments = command.Arguments.Count > 0 ? $" {command.ArgumentsUsage}" : "";
        return command is CommandGroup ? $"{PathOf(command)} COMMAND" : $"{PathOf(command)}{arguments} [flags]";
    }

    public static string PathOf(Command command) =>
        command.Parents.FirstOrDefault() is Command parent ? $"{PathOf(parent)} {command.Name}" : command.Name;

    /// <summary>`-f, --values FILE`.</summary>
    public static string FlagUsage(Option option)
    {
        var names = string.Join(", ", option.Aliases.Append(option.Name).OrderBy(name => name.Length).ThenBy(name => name, StringComparer.Ordinal));
        var value = option.HelpName is null ? "" : option is BareFlag ? $"[={option.HelpName}]" : $" {option.HelpName}";
        return (names.StartsWith("--", StringComparison.Ordinal) ? "    " : "") + names + value;
    }

    public static IEnumerable<Option> Visible(IEnumerable<Option> options) =>
        options.Where(option => !option.Hidden).OrderBy(option => option.Name, StringComparer.Ordinal);

    private static string Names(Command command) => string.Join(", ", command.Aliases.Prepend(command.Name));

    private static Command Root(Command command) => command.Parents.FirstOrDefault() is Command parent ? Root(parent) : command;

    private static List<(string Left, string Right)> Rows(IEnumerable<Option> options) =>
        [.. Visible(options).Select(option => (FlagUsage(option), option.Description ?? ""))];

    private static void AppendRows(StringBuilder text, string title, List<(string Left, string Right)> rows)
    {
        var column = Math.Min(34, rows.Select(row => row.Left.Length).DefaultIfEmpty().Max()) + 4;
        AppendSection(text, title, rows.Select(row =>
        {
            var left = $"  {row.Left}";
            var lead = left.Length + 2 > column ? $"{left}\n{new string(' ', column)}" : left.PadRight(column);
            return lead + Wrap(row.Right, column).TrimStart(' ');
        }));
    }

    private static void AppendSection(StringBuilder text, string title, IEnumerable<string> lines)
    {
        var body = string.Concat(lines);
        if (body.Length > 0)
        {
            text.Append('\n').Append(title).Append(":\n").Append(body);
        }
    }

    /// <summary>Words in lines that end before the width, each indented; line breaks of the text are kept.</summary>
    private static string Wrap(string text, int indent)
    {
        var output = new StringBuilder();
        foreach (var line in text.Split('\n'))
        {
            var length = 0;
            foreach (var word in line.Split(' '))
            {
                if (length > 0 && indent + length + 1 + word.Length > Width)
                {
                    output.Append('\n');
                    length = 0;
                }

                output.Append(length == 0 ? new string(' ', indent) : " ").Append(word);
                length += (length == 0 ? 0 : 1) + word.Length;
            }

            output.Append('\n');
        }

        return output.ToString();
    }
}
