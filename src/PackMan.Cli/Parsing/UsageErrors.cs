using System.CommandLine;
using System.CommandLine.Parsing;
using PackMan.Cli.Commands;
using PackMan.Cli.Options;

namespace PackMan.Cli.Parsing;

/// <summary>Finds what is wrong with a parsed command line and says it in our words.</summary>
internal static class UsageErrors
{
    /// <summary>The first mistake, in the order a user would want to hear of them; null when there is none.</summary>
    public static UsageException? Find(ParseResult parsed) =>
        FindRefused(parsed) ?? FindUnknownCommand(parsed) ?? FindUnknownFlag(parsed) ?? FindMissingValue(parsed) ?? FindOther(parsed);

    private static UsageException? FindRefused(ParseResult parsed)
    {
        var refused = Results(parsed).Select(result => result.Option).OfType<RefusedFlag>().FirstOrDefault();
        return refused is null ? null : new UsageException($"`{refused.Name}` is refused: {refused.Reason}", refused.Instead);
    }

    private static UsageException? FindUnknownCommand(ParseResult parsed)
    {
        var group = parsed.CommandResult.Command;
        if (group is not CommandGroup || Words(parsed).FirstOrDefault(word => !word.StartsWith('-')) is not { } word)
        {
            return null;
        }

        var closest = Suggestion.Closest(word, group.Subcommands.Where(command => !command.Hidden).SelectMany(command => command.Aliases.Prepend(command.Name)));
        return new UsageException(
            $"Unknown command `{word}` of `{PathOf(parsed)}`",
            closest is null ? $"Run `{PathOf(parsed)} --help` to see the commands" : $"Did you mean `{closest}`?");
    }

    // The parser takes an unknown flag for an argument, so both places are looked through.
    private static UsageException? FindUnknownFlag(ParseResult parsed)
    {
        if (Words(parsed).FirstOrDefault(word => word.Length > 1 && word[0] == '-') is not { } flag)
        {
            return Words(parsed).Any() && parsed.UnmatchedTokens is [var extra, ..]
                ? new UsageException($"`{PathOf(parsed)}` does not take another argument: `{extra}`", $"Run `{PathOf(parsed)} --help` to see what it takes")
                : null;
        }

        var name = flag.Split('=')[0];
        var known = Options(parsed).Where(option => !option.Hidden).SelectMany(option => option.Aliases.Prepend(option.Name));
        var closest = name.StartsWith("--", StringComparison.Ordinal) ? Suggestion.Closest(name, known) : null;
        return new UsageException(
            $"Unknown flag `{name}` of `{PathOf(parsed)}`",
            closest is null ? $"Run `{PathOf(parsed)} --help` to see its flags" : $"Did you mean `{closest}`?");
    }

    private static UsageException? FindMissingValue(ParseResult parsed)
    {
        var missing = Results(parsed).FirstOrDefault(result => result.Tokens.Count < result.Option.Arity.MinimumNumberOfValues);
        if (missing is not null)
        {
            return new UsageException($"`{missing.Option.Name}` needs a value", $"For example `{missing.Option.Name}={missing.Option.HelpName}`");
        }

        var command = parsed.CommandResult.Command as PackManCommand;
        var argument = command?.Arguments.FirstOrDefault(argument =>
            (parsed.GetResult(argument)?.Tokens.Count ?? 0) < argument.Arity.MinimumNumberOfValues);
        return argument is null
            ? null
            : new UsageException($"`{PathOf(parsed)}` needs {argument.Description?.TrimEnd('.').ToLowerFirst()}", command!.Examples.IsEmpty ? null : $"For example `{command.Examples[0]}`");
    }

    private static UsageException? FindOther(ParseResult parsed)
    {
        // A group on its own shows its commands; to the parser that is an error.
        var error = parsed.Errors.FirstOrDefault(error => parsed.CommandResult.Command is not CommandGroup || error.SymbolResult is not CommandResult);
        return error is null ? null : new UsageException(error.Message, $"Run `{PathOf(parsed)} --help` to see what it takes");
    }

    /// <summary>Words that are neither commands, flags nor values of flags, up to a `--`.</summary>
    private static IEnumerable<string> Words(ParseResult parsed)
    {
        var dashes = parsed.Tokens.Select(token => token.Type).ToList().IndexOf(TokenType.DoubleDash);
        var protectedWords = dashes < 0 ? [] : parsed.Tokens.Skip(dashes + 1).Select(token => token.Value).ToHashSet(StringComparer.Ordinal);
        return parsed.CommandResult.Tokens.Where(token => token.Type == TokenType.Argument).Select(token => token.Value)
            .Concat(parsed.UnmatchedTokens)
            .Where(word => !protectedWords.Contains(word));
    }

    private static IEnumerable<OptionResult> Results(ParseResult parsed) =>
        Options(parsed).Select(parsed.GetResult).OfType<OptionResult>().Where(result => !result.Implicit);

    internal static IEnumerable<Option> Options(ParseResult parsed)
    {
        for (SymbolResult? result = parsed.CommandResult; result is not null; result = result.Parent)
        {
            if (result is CommandResult command)
            {
                foreach (var option in command.Command.Options)
                {
                    yield return option;
                }
            }
        }
    }

    private static string PathOf(ParseResult parsed)
    {
        var names = new List<string>();
        for (SymbolResult? result = parsed.CommandResult; result is CommandResult command; result = result.Parent)
        {
            names.Insert(0, command.Command.Name);
        }

        return string.Join(' ', names);
    }

    private static string ToLowerFirst(this string text) => text.Length == 0 ? text : char.ToLowerInvariant(text[0]) + text[1..];
}
