using System.CommandLine;
using PackMan.Cli.Connection;
using PackMan.Distribution;

namespace PackMan.Cli.Options;

/// <summary>The flags every command has.</summary>
internal sealed class GlobalFlags
{
    private const string NoThrottle = "PackMan has no throttle of its own to set: it bounds parallel requests and heeds the server's Retry-After";

    private readonly Option<string?> _namespace = Flag.Text("--namespace", "NAMESPACE", "Namespace of the release (default: of the kubeconfig context; PACKMAN_NAMESPACE)", "-n");
    private readonly Option<string?> _kubeconfig = Flag.Text("--kubeconfig", "FILE", "Kubeconfig file (KUBECONFIG, default ~/.kube/config)");
    private readonly Option<string?> _context = Flag.Text("--kube-context", "NAME", "Kubeconfig context to use");
    private readonly Option<string?> _server = Flag.Text("--kube-apiserver", "URL", "Address of the API server");
    private readonly Option<string?> _token = Flag.Text("--kube-token", "TOKEN", "Bearer token");
    private readonly Option<string?> _asUser = Flag.Text("--kube-as-user", "USER", "User to impersonate");
    private readonly Option<string[]> _asGroups = Flag.Texts("--kube-as-group", "GROUP", "Group to impersonate; may be repeated");
    private readonly Option<string?> _caFile = Flag.Text("--kube-ca-file", "FILE", "Certificate authorities of the API server");
    private readonly Option<string?> _tlsServerName = Flag.Text("--kube-tls-server-name", "NAME", "Name to expect in the API server's certificate");
    private readonly Option<bool> _skipTlsVerify = Flag.Switch("--kube-insecure-skip-tls-verify", "Do not check the API server's certificate; anyone on the way can read and change everything");
    private readonly BareFlag _sandbox = new("--sandbox", [], "Use the Kubernetes API inside PackMan, kept in a folder, instead of a cluster (PACKMAN_SANDBOX)");

    private readonly Option<string?> _registryConfig = Flag.Text("--registry-config", "FILE", "File of registry logins (PACKMAN_REGISTRY_CONFIG, default ~/.config/packman/registry/config.json)");
    private readonly Option<string?> _repositoryConfig = Flag.Text("--repository-config", "FILE", "File of added repositories (PACKMAN_REPOSITORY_CONFIG, default ~/.config/packman/repositories.yaml)");
    private readonly Option<string?> _repositoryCache = Flag.Text("--repository-cache", "DIR", "Folder of their indexes (PACKMAN_REPOSITORY_CACHE, default ~/.cache/packman/repository)");
    private readonly Option<string?> _contentCache = Flag.Text("--content-cache", "DIR", "Folder of fetched charts (default: `content` in PACKMAN_CACHE_HOME or ~/.cache/packman)");

    public Option<string> Color { get; } = Flag.Choice("--color", "auto", ["auto", "always", "never"], "When to colour the output; NO_COLOR turns it off", "--colour");

    public Option<bool> Debug { get; } = Flag.Switch("--debug", "Tell on stderr what is done and how long it takes; secrets are left out");

    public Option<bool> Help { get; } = Flag.Switch("--help", "Show what a command does, with its flags and examples", "-h");

    public IEnumerable<Option> All =>
    [
        _namespace, _kubeconfig, _context, _server, _token, _asUser, _asGroups, _caFile, _tlsServerName, _skipTlsVerify, _sandbox, _registryConfig, _repositoryConfig, _repositoryCache, _contentCache, Color, Debug, Help,
        new RefusedFlag("--burst-limit", NoThrottle, "Leave it out"),
        new RefusedFlag("--qps", NoThrottle, "Leave it out"),
    ];

    public void AddTo(Command root)
    {
        foreach (var option in All)
        {
            option.Recursive = true;
            root.Add(option);
        }
    }

    public ConnectionSettings ReadConnection(ParseResult parsed, Surroundings surroundings) => new()
    {
        Namespace = parsed.GetValue(_namespace) ?? surroundings.Variable("PACKMAN_NAMESPACE"),
        Kubeconfig = parsed.GetValue(_kubeconfig),
        Context = parsed.GetValue(_context),
        Server = parsed.GetValue(_server),
        Token = parsed.GetValue(_token),
        AsUser = parsed.GetValue(_asUser),
        AsGroups = [.. parsed.GetValue(_asGroups) ?? []],
        CaFile = parsed.GetValue(_caFile),
        TlsServerName = parsed.GetValue(_tlsServerName),
        SkipTlsVerify = parsed.GetValue(_skipTlsVerify),
        Sandbox = SandboxFolder(parsed.GetValue(_sandbox), surroundings),
        IsDebug = parsed.GetValue(Debug),
    };

    /// <summary>The options with what the global flags say of files and folders.</summary>
    public ChartAccessOptions Complete(ChartAccessOptions options, ParseResult parsed, Surroundings surroundings) => options with
    {
        RegistryConfig = parsed.GetValue(_registryConfig) is { } file ? surroundings.FullPath(file) : null,
        RepositoryConfig = parsed.GetValue(_repositoryConfig) is { } repositories ? surroundings.FullPath(repositories) : null,
        RepositoryCache = parsed.GetValue(_repositoryCache) is { } indexes ? surroundings.FullPath(indexes) : null,
        ContentCache = parsed.GetValue(_contentCache) is { } folder ? surroundings.FullPath(folder) : null,
    };

    // The bare flag asks for a sandbox and leaves open which: then the variable says it, as it does without the flag.
    private static string? SandboxFolder(string? asked, Surroundings surroundings) =>
        (string.IsNullOrEmpty(asked) ? surroundings.Variable("PACKMAN_SANDBOX") ?? asked : asked) switch
        {
            null => null,
            "" => Path.Combine(StateHome(surroundings), "packman", "sandbox"),
            var folder => surroundings.FullPath(folder),
        };

    // https://specifications.freedesktop.org/basedir-spec: state that outlives a restart but is not portable.
    private static string StateHome(Surroundings surroundings) => surroundings.Variable("XDG_STATE_HOME")
        ?? Path.Combine(surroundings.HomeFolder, ".local", "state");
}
