using System.Collections.Immutable;
using PackMan.Yaml;

namespace PackMan.Cluster.Connection.Kubeconfigs;

/// <summary>One or more kubeconfig files, merged (https://kubernetes.io/docs/concepts/configuration/organize-cluster-access-kubeconfig/).</summary>
internal sealed record Kubeconfig
{
    public static Kubeconfig Empty { get; } = new();

    public string CurrentContext { get; init; } = "";

    public ImmutableDictionary<string, KubeconfigContext> Contexts { get; init; } = ImmutableDictionary<string, KubeconfigContext>.Empty;

    public ImmutableDictionary<string, KubeconfigCluster> Clusters { get; init; } = ImmutableDictionary<string, KubeconfigCluster>.Empty;

    public ImmutableDictionary<string, KubeconfigUser> Users { get; init; } = ImmutableDictionary<string, KubeconfigUser>.Empty;

    /// <summary>Adds what an earlier file did not already name: the first to name an entry wins it whole.</summary>
    public Kubeconfig Then(Kubeconfig later) => new()
    {
        CurrentContext = CurrentContext.Length > 0 ? CurrentContext : later.CurrentContext,
        Contexts = later.Contexts.SetItems(Contexts),
        Clusters = later.Clusters.SetItems(Clusters),
        Users = later.Users.SetItems(Users),
    };
}

/// <summary>A named pair of cluster and user.</summary>
internal sealed record KubeconfigContext(string Cluster, string User, string? Namespace);

/// <summary>How to reach a server.</summary>
internal sealed record KubeconfigCluster
{
    public string Server { get; init; } = "";

    public PemSource CertificateAuthority { get; init; } = PemSource.None;

    public string? TlsServerName { get; init; }

    public bool InsecureSkipTlsVerify { get; init; }

    public string? ProxyUrl { get; init; }

    public bool DisableCompression { get; init; }

    /// <summary>What `extensions` hold for exec plugins (`client.authentication.k8s.io/exec`).</summary>
    public YamlNode? ExecConfig { get; init; }
}

/// <summary>Who to be.</summary>
internal sealed record KubeconfigUser
{
    public static KubeconfigUser Nobody { get; } = new();

    public PemSource ClientCertificate { get; init; } = PemSource.None;

    public PemSource ClientKey { get; init; } = PemSource.None;

    public string? Token { get; init; }

    public string? TokenFile { get; init; }

    public string? Username { get; init; }

    public string? Password { get; init; }

    public ExecPlugin? Exec { get; init; }

    /// <summary>Name of a built-in provider of old (`oidc`, `gcp`), which no longer works anywhere but oidc.</summary>
    public string? AuthProvider { get; init; }

    public Impersonation Impersonation { get; init; } = Impersonation.None;

    // A record prints its members, and these are secrets.
    public override string ToString() => nameof(KubeconfigUser);
}

/// <summary>Acting as somebody else (https://kubernetes.io/docs/reference/access-authn-authz/authentication/#user-impersonation).</summary>
internal sealed record Impersonation(string? User, string? Uid, ImmutableArray<string> Groups)
{
    public static Impersonation None { get; } = new(null, null, []);

    public ImmutableArray<KeyValuePair<string, ImmutableArray<string>>> Extra { get; init; } = [];

    public bool RepeatsHeaders => Groups.Length > 1 || Extra.Any(extra => extra.Value.Length > 1);

    public bool IsNobody => User is null && Uid is null && Groups.IsEmpty && Extra.IsEmpty;
}

/// <summary>A command that hands out credentials (https://kubernetes.io/docs/reference/access-authn-authz/authentication/#client-go-credential-plugins).</summary>
internal sealed record ExecPlugin(string ApiVersion, string Command)
{
    public ImmutableArray<string> Arguments { get; init; } = [];

    public ImmutableArray<KeyValuePair<string, string>> Variables { get; init; } = [];

    public string? InstallHint { get; init; }

    public bool ProvideClusterInfo { get; init; }

    /// <summary>`Never`, `IfAvailable` or `Always`.</summary>
    public string InteractiveMode { get; init; } = "IfAvailable";
}

/// <summary>PEM text given as a file or inline; inline wins, as kubectl has it.</summary>
/// <param name="Field">The kubeconfig field it came from, for errors.</param>
internal sealed record PemSource(string? File, string? InlineBase64, string Field)
{
    public static PemSource None { get; } = new(null, null, "");

    public bool IsPresent => File is not null || InlineBase64 is not null;

    public override string ToString() => Field;

    /// <exception cref="KubeconfigException">The file cannot be read, or the data is no base64.</exception>
    public string Read()
    {
        try
        {
            return InlineBase64 is not null
                ? System.Text.Encoding.UTF8.GetString(Convert.FromBase64String(InlineBase64))
                : System.IO.File.ReadAllText(File!);
        }
        catch (FormatException)
        {
            throw new KubeconfigException($"`{Field}-data` in the kubeconfig is not base64");
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new KubeconfigException($"`{Field}` names `{File}`, which cannot be read: {failure.Message.TrimEnd('.')}");
        }
    }
}
