using System.Collections.Immutable;
using PackMan.Charts;
using PackMan.Cli.Connection;
using PackMan.Cluster;
using PackMan.Cluster.Api;
using PackMan.Cluster.Connection;
using PackMan.Cluster.Releases;
using PackMan.Distribution;
using PackMan.Sandbox;
using PackMan.Templating;
using PackMan.Values;
using PackMan.Yaml;

namespace PackMan.Cli;

/// <summary>The real stations.</summary>
internal sealed class Stations(Surroundings surroundings) : IStations
{
    // Nobody listens there: the handler below the client answers.
    private static readonly Uri SandboxServer = new("http://sandbox.invalid");

    public IChartSource Charts => new LocalChartSource(surroundings.CurrentDirectory);

    public IChartSource ChartsThrough(ChartAccess access) => new ChartSource(new LocalChartSource(surroundings.CurrentDirectory), access);

    public ITemplateEngine Templates { get; } = new ScribanTemplateEngine();

    public async Task<ImmutableArray<YamlMap>> ReadValuesAsync(SuppliedValues supplied, MergeRules? rules = null, CancellationToken cancellationToken = default)
    {
        using var input = new StreamReader(surroundings.OpenInput());
        var files = new ValuesFiles(input, new HttpUrlReader(surroundings.Time)) { CurrentDirectory = surroundings.CurrentDirectory };
        return await new SuppliedValuesReader(files, rules).ReadStepsAsync(supplied, cancellationToken);
    }

    public Task<ClusterAccess> ConnectAsync(ConnectionSettings settings, CancellationToken cancellationToken = default)
    {
        var options = new ApiClientOptions { Trace = settings.IsDebug ? new DebugTrace(surroundings.Error) : null };
        return Task.FromResult(settings.Sandbox is { } folder ? OpenSandbox(folder, options) : OpenCluster(settings, options));
    }

    private ClusterAccess OpenSandbox(string folder, ApiClientOptions options)
    {
        var handler = new SandboxHandler(new SandboxOptions { Folder = folder, Time = surroundings.Time });
        return Access(new ApiClient(handler, SandboxServer, surroundings.Time, options), "default");
    }

    private ClusterAccess OpenCluster(ConnectionSettings settings, ApiClientOptions options)
    {
        var environment = new HostEnvironment(surroundings.Environment, surroundings.HomeFolder)
        {
            IsInteractive = surroundings.Terminal.IsErrorTerminal,
        };
        var connection = ClusterConnection.Open(OptionsOf(settings), environment, surroundings.Time);
        return Access(connection.CreateClient(surroundings.Time, options), connection.Namespace);
    }

    private ClusterAccess Access(ApiClient client, string defaultNamespace)
    {
        var process = surroundings.Process();
        var releases = new SecretReleaseStore(client, new LinuxProcesses(process.User, process.Host, process.Id));
        return new ClusterAccess(new KubernetesCluster(client), releases, defaultNamespace, client);
    }

    private static ConnectionOptions OptionsOf(ConnectionSettings settings) => new()
    {
        Kubeconfig = settings.Kubeconfig,
        Context = settings.Context,
        ApiServer = settings.Server,
        Token = settings.Token,
        CertificateAuthorityFile = settings.CaFile,
        TlsServerName = settings.TlsServerName,
        InsecureSkipTlsVerify = settings.SkipTlsVerify,
        ImpersonatedUser = settings.AsUser,
        ImpersonatedGroups = settings.AsGroups,
        // Values are fetched before any cluster is connected to.
        OnlyTalksToCluster = true,
    };

    /// <summary>Tells requests as they end; the client leaves bodies and credentials out.</summary>
    private sealed class DebugTrace(TextWriter error) : IProgress<string>
    {
        public void Report(string value) => error.WriteLine($"debug: {value}");
    }
}
