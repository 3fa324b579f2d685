using System.CommandLine;
using PackMan.Cli.Commands;
using PackMan.Cli.Help;
using PackMan.Cli.Options;
using PackMan.Cli.Output;
using PackMan.Cli.Parsing;

namespace PackMan.Cli;

/// <summary>`packman` without a process around it: arguments in, words and an exit code out.</summary>
internal sealed class PackManApp(Surroundings surroundings, IStations stations)
{
    private static readonly ParserConfiguration Parser = new()
    {
        // `@repository/chart` is a chart, not a file of arguments.
        ResponseFileTokenReplacer = null,
    };

    /// <param name="cancellationToken">Cancelled by SIGINT and SIGTERM.</param>
    public async Task<int> RunAsync(IReadOnlyList<string> arguments, CancellationToken cancellationToken = default)
    {
        var tree = new CommandTree();
        var parsed = Parse(tree, arguments);
        var report = new ErrorReport(
            surroundings.Error,
            Palette.For(Color(parsed, tree), surroundings.Terminal.IsErrorTerminal, surroundings),
            parsed.GetValue(tree.Globals.Debug));
        try
        {
            return await DispatchAsync(tree, parsed, cancellationToken);
        }
#pragma warning disable CA1031 // The last stop: whatever comes here becomes words and an exit code.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            return report.Write(exception, cancellationToken.IsCancellationRequested);
        }
    }

    internal static ParseResult Parse(CommandTree tree, IReadOnlyList<string> arguments) =>
        tree.Root.Parse(ArgumentNormalizer.Normalize(arguments, BareFlag.Defaults), Parser);

    private async Task<int> DispatchAsync(CommandTree tree, ParseResult parsed, CancellationToken cancellationToken)
    {
        var command = (PackManCommand)parsed.CommandResult.Command;
        if (parsed.GetValue(tree.Globals.Help))
        {
            surroundings.Output.Write(HelpText.Of(command));
            return ExitCodes.Done;
        }

        if (UsageErrors.Find(parsed) is { } mistake)
        {
            throw mistake;
        }

        return await command.RunAsync(new CommandContext(parsed, tree.Globals, surroundings, stations), cancellationToken);
    }

    // A wrong --color must not hide the error about it.
    private static string Color(ParseResult parsed, CommandTree tree) =>
        parsed.Errors.Count == 0 ? parsed.GetValue(tree.Globals.Color) ?? "auto" : "auto";
}
