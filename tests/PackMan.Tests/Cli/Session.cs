using System.Collections.Immutable;
using PackMan.Cli;
using PackMan.Tests.Fakes;

namespace PackMan.Tests.Cli;

/// <summary>Runs `packman` in process, as a shell would, and keeps what it said.</summary>
internal sealed class Session
{
    /// <summary>Small charts made for these tests; commands run here.</summary>
    public static string ChartsFolder { get; } = Path.Combine(Repository.Root, "tests", "PackMan.Tests", "Cli", "Charts");

    public FakeStations Stations { get; init; } = new();

    /// <summary>The real stations in place of the fakes; `--sandbox` then takes a cluster's place.</summary>
    public bool IsReal { get; init; }

    public TimeProvider Time { get; init; } = new FixedTime();

    public ImmutableDictionary<string, string> Environment { get; init; } = ImmutableDictionary<string, string>.Empty.Add("HOME", "/home/ada");

    public TerminalFacts Terminal { get; init; } = TerminalFacts.None;

    public string CurrentDirectory { get; init; } = ChartsFolder;

    public string Input { get; init; } = "";

    /// <summary>The person at the terminal; null where nobody is.</summary>
    public AskUser? Ask { get; init; }

    public CancellationToken CancellationToken { get; init; }

    /// <summary>The command line as typed, single quotes around words with blanks.</summary>
    public async Task<Spoken> RunAsync(string line)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        var surroundings = new Surroundings
        {
            Output = output,
            Error = error,
            OpenInput = () => new MemoryStream(System.Text.Encoding.UTF8.GetBytes(Input)),
            Ask = Ask,
            Environment = Environment,
            CurrentDirectory = CurrentDirectory,
            Time = Time,
            Terminal = Terminal,
        };
        var exit = await new PackManApp(surroundings, IsReal ? new Stations(surroundings) : Stations).RunAsync([.. Words(line).Skip(1)], CancellationToken);
        return new Spoken(line, exit, output.ToString(), error.ToString());
    }

    /// <summary>Several lines, one after the other, as one golden.</summary>
    public async Task<string> RunAllAsync(params string[] lines)
    {
        var spoken = new List<string>();
        foreach (var line in lines)
        {
            spoken.Add((await RunAsync(line)).ToString());
        }

        return string.Join('\n', spoken);
    }

    internal static IEnumerable<string> Words(string line) =>
        line.Split('\'').SelectMany((part, index) => index % 2 == 1 ? [part] : part.Split(' ', StringSplitOptions.RemoveEmptyEntries));
}

/// <summary>What a command said.</summary>
internal sealed record Spoken(string Line, int ExitCode, string Output, string Error)
{
    public override string ToString() => $"$ {Line}\nexit: {ExitCode}\n----- stdout -----\n{Output}----- stderr -----\n{Error}";
}
