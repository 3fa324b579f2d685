using System.Collections.Immutable;
using System.CommandLine;

namespace PackMan.Cli.Commands;

/// <summary>A command: its words for help, its flags and what it does.</summary>
internal abstract class PackManCommand(string name, string description) : Command(name, description)
{
    /// <summary>Paragraphs below the description in help; empty when the description says it all.</summary>
    public string Details { get; init; } = "";

    /// <summary>Command lines that help shows; a test parses each.</summary>
    public ImmutableArray<string> Examples { get; init; } = [];

    /// <summary>The words of the arguments in the usage line (`NAME CHART`).</summary>
    public virtual string ArgumentsUsage => string.Join(' ', Arguments.Select(argument => argument.Name));

    /// <summary>Carries the command out and gives the exit code.</summary>
    public abstract Task<int> RunAsync(CommandContext context, CancellationToken cancellationToken = default);
}
