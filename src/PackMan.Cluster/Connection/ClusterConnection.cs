using System.Security.Cryptography.X509Certificates;
using PackMan.Cluster.Api;
using PackMan.Cluster.Connection.Credentials;
using PackMan.Cluster.Connection.Kubeconfigs;
using PackMan.Cluster.Connection.Tls;

namespace PackMan.Cluster.Connection;

/// <summary>The way to a cluster: handlers that connect, trust, prove who we are.</summary>
public sealed class ClusterConnection : IDisposable
{
    private readonly HttpMessageHandler _handler;
    private readonly HttpMessageHandler _watchHandler;
    private readonly ICredentialSource _credentials;

    private ClusterConnection(ClusterTarget target, ICredentialSource credentials, Func<bool, HttpMessageHandler> connect)
    {
        Server = target.Server;
        Namespace = target.Namespace;
        _credentials = credentials;
        _handler = connect(false);
        _watchHandler = connect(true);
    }

    public Uri Server { get; }

    /// <summary>The namespace of the context, used when the command line names none.</summary>
    public string Namespace { get; }

    /// <summary>Finds the cluster and prepares the way; nothing is sent yet.</summary>
    /// <exception cref="PackManException">There is no usable kubeconfig, or a file it names cannot be used.</exception>
    public static ClusterConnection Open(ConnectionOptions options, HostEnvironment environment, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(environment);
        var target = ClusterTarget.Find(options, environment);
        if (SystemRoots.AreNeedless(target, options, environment))
        {
            SystemRoots.Hide();
        }

        var authorities = target.Cluster.InsecureSkipTlsVerify ? null : ServerTrust.ReadAuthorities(target.Cluster.CertificateAuthority);
        var credentials = CredentialsOf(target, environment, time);
        var proof = new Proof(credentials, target.User.Impersonation, time);
        return new ClusterConnection(target, credentials, forWatches => proof.Over(new SocketHandlers(target, authorities, forWatches, environment)));
    }

    /// <summary>A client over this connection, which it takes over.</summary>
    public ApiClient CreateClient(TimeProvider time, ApiClientOptions? options = null) =>
        new(_handler, Server, time, (options ?? new ApiClientOptions()) with { WatchHandler = _watchHandler });

    public void Dispose()
    {
        _handler.Dispose();
        _watchHandler.Dispose();
        (_credentials as IDisposable)?.Dispose();
    }

    private static ICredentialSource CredentialsOf(ClusterTarget target, HostEnvironment environment, TimeProvider time)
    {
        // Whoever listens on the way of plain http must not learn credentials; client-go sends none there either.
        if (target.Server.Scheme == Uri.UriSchemeHttp)
        {
            return new FixedCredential(Credential.None);
        }

        var user = target.User;
        var certificate = ClientCertificate.Read(user, target.UserName);
        return user switch
        {
            { TokenFile: { } file } => new TokenFileCredential(file, user.Token, certificate, time),
            { Token: not null } or { Username: not null } => FixedCredential.From(user, certificate),
            { Exec: not null } => new ExecCredential(target, certificate, environment, time),
            { AuthProvider: { } name } when certificate is null => throw new KubeconfigException(
                $"The user `{target.UserName}` logs in by the built-in provider `{name}`, which Kubernetes clients have given up",
                "Use an `exec` plugin instead (`kubelogin` for oidc), or a token with `--kube-token`"),
            _ => FixedCredential.From(user, certificate),
        };
    }

    private sealed record Proof(ICredentialSource Credentials, Impersonation Who, TimeProvider Time)
    {
        public HttpMessageHandler Over(HttpMessageHandler sockets)
        {
            var handler = new CredentialHandler(sockets, Credentials, Time);
            return Who.IsNobody ? handler : new ImpersonationHandler(handler, Checked(Who));
        }

        private static Impersonation Checked(Impersonation who) => who.User is not null ? who
            : throw new KubeconfigException("Groups or a uid to act as are given, but no user", "Add `--kube-as-user`, or `as` to the kubeconfig's user");
    }
}
