using System.CommandLine;
using PackMan.Actions;
using PackMan.Cli.Connection;
using PackMan.Cli.Options;
using PackMan.Cli.Output;
using PackMan.Distribution;

namespace PackMan.Cli.Commands;

/// <summary>What a running command has at hand: its parsed line, the world around it and the stations of the engine.</summary>
internal sealed class CommandContext(ParseResult parsed, GlobalFlags globals, Surroundings surroundings, IStations stations)
{
    public ParseResult Parsed { get; } = parsed;

    public Surroundings Surroundings { get; } = surroundings;

    public IStations Stations { get; } = stations;

    public TextWriter Output => Surroundings.Output;

    /// <summary>Colours of stdout.</summary>
    public Palette Palette { get; } = Palette.For(parsed.GetValue(globals.Color) ?? "auto", surroundings.Terminal.IsOutputTerminal, surroundings);

    /// <summary>Colours of stderr.</summary>
    public Palette ErrorPalette { get; } = Palette.For(parsed.GetValue(globals.Color) ?? "auto", surroundings.Terminal.IsErrorTerminal, surroundings);

    public ConnectionSettings Connection { get; } = globals.ReadConnection(parsed, surroundings);

    /// <summary>Opens the way to the cluster; what is wrong with kubeconfig or server is an error here or at the first request.</summary>
    public async Task<ClusterAccess> ConnectAsync(CancellationToken cancellationToken)
    {
        if (Connection.Sandbox is { } folder)
        {
            Surroundings.Error.WriteLine(ErrorPalette.Dim($"Using the sandbox in `{SafeText.Of(folder)}`, which is not a cluster"));
        }

        return await Stations.ConnectAsync(Connection, cancellationToken);
    }

    /// <summary>The ways out to registries and web servers; nothing is opened before it is used.</summary>
    public ChartAccess Reach(ChartAccessOptions options) => new(
        globals.Complete(options, Parsed, Surroundings),
        new UserEnvironment(Surroundings.Environment, Surroundings.HomeFolder),
        Surroundings.Time,
        Surroundings.Terminal.IsErrorTerminal ? new TransferTalk(Surroundings.Error, ErrorPalette, Surroundings.Terminal, Surroundings.Time) : null);

    /// <summary>The namespace a command works in.</summary>
    public string NamespaceIn(ClusterAccess access) => Connection.Namespace ?? access.DefaultNamespace;

    /// <summary>What an operation tells goes to stderr.</summary>
    public OperationTalk Talk() => new(Surroundings.Error, ErrorPalette, Surroundings.Terminal);

    /// <summary>Tells on stderr what the user should know and may act on.</summary>
    public void Warn(string message)
    {
        using var talk = Talk();
        talk.Warn(message);
    }

    /// <summary>The ports an action works through.</summary>
    public OperationContext Operation(ClusterAccess access, IOperationLog log) => new()
    {
        Cluster = access.Cluster,
        Releases = access.Releases,
        Engine = Stations.Templates,
        Log = log,
        Time = Surroundings.Time,
    };

    /// <summary>Prints data: the model as JSON or YAML, or the table a person reads.</summary>
    public void Print(OutputFormat format, Yaml.YamlNode model, Action<TextWriter> table) => DataWriter.Write(Output, format, model, table);
}
