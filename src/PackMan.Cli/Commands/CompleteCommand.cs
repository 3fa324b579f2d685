using System.CommandLine;
using System.CommandLine.Completions;
using PackMan.Cli.Options;

namespace PackMan.Cli.Commands;

/// <summary>
/// `packman __complete WORDS…`, hidden: what could stand in place of the last word, one a line, with a description after a tab.
/// The scripts of `packman completion` call it.
/// </summary>
internal sealed class CompleteCommand : PackManCommand
{
    private readonly CommandTree _tree;
    private readonly Argument<string[]> _words = new("WORDS") { Arity = ArgumentArity.ZeroOrMore };

    public CompleteCommand(CommandTree tree)
        : base("__complete", "Complete a command line")
    {
        Hidden = true;
        _tree = tree;
        Add(_words);
    }

    public override Task<int> RunAsync(CommandContext context, CancellationToken cancellationToken = default)
    {
        var words = context.Parsed.GetValue(_words) ?? [];
        var current = words.LastOrDefault() ?? "";
        var parsed = PackManApp.Parse(_tree, [.. words.SkipLast(1)]);
        foreach (var (name, description) in Candidates(parsed, current).Where(candidate => candidate.Name.StartsWith(current, StringComparison.Ordinal)))
        {
            context.Output.Write(description.Length == 0 ? $"{name}\n" : $"{name}\t{description}\n");
        }

        return Task.FromResult(ExitCodes.Done);
    }

    private static IEnumerable<(string Name, string Description)> Candidates(ParseResult parsed, string current)
    {
        if (current.IndexOf('=', StringComparison.Ordinal) is var equals and > 0)
        {
            return ValuesOf(parsed, current[..equals]).Select(value => ($"{current[..equals]}={value}", ""));
        }

        if (parsed.Tokens is [.., { Type: System.CommandLine.Parsing.TokenType.Option } last] && ValuesOf(parsed, last.Value).ToList() is { Count: > 0 } values)
        {
            return values.Select(value => (value, ""));
        }

        return current.StartsWith('-')
            ? Parsing.UsageErrors.Options(parsed).Where(option => !option.Hidden).OrderBy(option => option.Name, StringComparer.Ordinal).Select(option => (option.Name, option.Description ?? ""))
            : parsed.CommandResult.Command.Subcommands.Where(command => !command.Hidden).Select(command => (command.Name, command.Description ?? ""));
    }

    private static IEnumerable<string> ValuesOf(ParseResult parsed, string flag) => Parsing.UsageErrors.Options(parsed)
        .Where(option => !option.Hidden && option is not RefusedFlag && (option.Name == flag || option.Aliases.Contains(flag)))
        .SelectMany(option => option.CompletionSources)
        .SelectMany(source => source(CompletionContext.Empty))
        .Select(item => item.Label);
}
