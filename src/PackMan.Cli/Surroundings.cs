using System.Collections.Immutable;

namespace PackMan.Cli;

/// <summary>Everything a run may know of the world besides its arguments; the process gives the real ones, tests their own.</summary>
internal sealed record Surroundings
{
    /// <summary>Data.</summary>
    public required TextWriter Output { get; init; }

    /// <summary>Talk.</summary>
    public required TextWriter Error { get; init; }

    /// <summary>Standard input, opened only by `-f -`.</summary>
    public required Func<Stream> OpenInput { get; init; }

    /// <summary>Asks whoever sits at the terminal; null where nobody does.</summary>
    public AskUser? Ask { get; init; }

    public required ImmutableDictionary<string, string> Environment { get; init; }

    public required string CurrentDirectory { get; init; }

    public required TimeProvider Time { get; init; }

    /// <summary>Who runs this, as leases name it; looked up in the system's files, so not before it is needed.</summary>
    public Func<ProcessFacts> Process { get; init; } = () => new("nobody", "localhost", 0);

    public TerminalFacts Terminal { get; init; } = TerminalFacts.None;

    /// <summary>The variable's value; null when it is absent or empty, which shells use alike.</summary>
    public string? Variable(string name) => Environment.GetValueOrDefault(name) is { Length: > 0 } value ? value : null;

    /// <summary>The user's home; empty when the system does not say.</summary>
    public string HomeFolder => Variable("HOME") ?? Variable("USERPROFILE") ?? "";

    /// <summary>A path of the user, made absolute.</summary>
    public string FullPath(string path) => Path.GetFullPath(path, CurrentDirectory);
}

/// <summary>Asks a person for a line of text.</summary>
/// <param name="question">What stands before the cursor.</param>
/// <param name="isSecret">Whether what is typed stays invisible.</param>
internal delegate Task<string> AskUser(string question, bool isSecret, CancellationToken cancellationToken);

/// <summary>What is known of the terminal.</summary>
internal sealed record TerminalFacts(bool IsOutputTerminal, bool IsErrorTerminal, int Width)
{
    public static TerminalFacts None { get; } = new(false, false, 80);
}

/// <summary>The running process.</summary>
internal sealed record ProcessFacts(string User, string Host, int Id);
