using PackMan.Cluster.Connection.Kubeconfigs;

namespace PackMan.Cluster.Connection;

/// <summary>The one server to talk to and who to be there: a context with the command line's overrides.</summary>
/// <param name="UserName">What the kubeconfig calls the user, for errors.</param>
/// <param name="Namespace">The context's namespace, `default` if it names none.</param>
internal sealed record ClusterTarget(Uri Server, KubeconfigCluster Cluster, KubeconfigUser User, string UserName, string Namespace)
{
    private const string DefaultNamespace = "default";

    /// <exception cref="KubeconfigException">There is no usable context.</exception>
    public static ClusterTarget Find(ConnectionOptions options, HostEnvironment environment)
    {
        var kubeconfig = KubeconfigLoader.Load(options.Kubeconfig, environment);
        if (kubeconfig is null && options is { Context: null, ApiServer: null } && InClusterTarget.Find(environment) is { } inCluster)
        {
            return inCluster.Overridden(options);
        }

        if (kubeconfig is null && options is not { Context: null, ApiServer: not null })
        {
            throw NoKubeconfig(environment);
        }

        return FromContext(kubeconfig ?? Kubeconfig.Empty, options).Overridden(options);
    }

    private static ClusterTarget FromContext(Kubeconfig kubeconfig, ConnectionOptions options)
    {
        var name = options.Context ?? kubeconfig.CurrentContext;
        if (name.Length == 0 && options.ApiServer is not null)
        {
            return new ClusterTarget(Address(options.ApiServer), new KubeconfigCluster(), KubeconfigUser.Nobody, "", DefaultNamespace);
        }

        var context = kubeconfig.Contexts.GetValueOrDefault(name) ?? throw NoContext(kubeconfig, name);
        var cluster = kubeconfig.Clusters.GetValueOrDefault(context.Cluster);
        if (cluster is null && options.ApiServer is null)
        {
            throw new KubeconfigException($"The context `{name}` names the cluster `{context.Cluster}`, which the kubeconfig does not hold");
        }

        if (context.User.Length > 0 && !kubeconfig.Users.ContainsKey(context.User))
        {
            throw new KubeconfigException($"The context `{name}` names the user `{context.User}`, which the kubeconfig does not hold");
        }

        cluster ??= new KubeconfigCluster();
        var user = kubeconfig.Users.GetValueOrDefault(context.User, KubeconfigUser.Nobody);
        return new ClusterTarget(Address(options.ApiServer ?? cluster.Server), cluster, user, context.User, context.Namespace ?? DefaultNamespace);
    }

    private ClusterTarget Overridden(ConnectionOptions options)
    {
        var cluster = Cluster with { TlsServerName = options.TlsServerName ?? Cluster.TlsServerName };
        if (options.CertificateAuthorityFile is { } file)
        {
            cluster = cluster with { CertificateAuthority = new PemSource(Path.GetFullPath(file), null, "--kube-ca-file"), InsecureSkipTlsVerify = false };
        }

        if (options.InsecureSkipTlsVerify)
        {
            cluster = cluster with { CertificateAuthority = PemSource.None, InsecureSkipTlsVerify = true };
        }

        // A token given by flag is who the user wants to be, whatever the kubeconfig says.
        var user = options.Token is { } token ? new KubeconfigUser { Token = token, Impersonation = User.Impersonation } : User;
        if (options.ImpersonatedUser is not null || !options.ImpersonatedGroups.IsEmpty)
        {
            user = user with { Impersonation = new Impersonation(options.ImpersonatedUser ?? user.Impersonation.User, null, options.ImpersonatedGroups) };
        }

        return this with { Cluster = cluster, User = user };
    }

    private static Uri Address(string server)
    {
        var text = server.Contains("://", StringComparison.Ordinal) ? server : $"https://{server}";
        return Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "https" or "http" && address.Host.Length > 0
            ? address
            : throw new KubeconfigException($"`{server}` is no address of an API server", "Use the form `https://host:6443`");
    }

    private static KubeconfigException NoKubeconfig(HostEnvironment environment) => new(
        $"No kubeconfig found at {string.Join(", ", KubeconfigLoader.Candidates(environment).Select(file => $"`{file}`"))}",
        "Name one with `--kubeconfig` or KUBECONFIG, or use `--sandbox` to work without a cluster");

    private static KubeconfigException NoContext(Kubeconfig kubeconfig, string name)
    {
        var known = kubeconfig.Contexts.Keys.Order(StringComparer.Ordinal).Select(context => $"`{context}`").ToArray();
        var hint = known.Length == 0 ? "The kubeconfig holds no contexts" : $"Choose one with `--kube-context`: {string.Join(", ", known)}";
        return name.Length == 0
            ? new KubeconfigException("The kubeconfig has no current context", hint)
            : new KubeconfigException($"The kubeconfig has no context `{name}`", hint);
    }
}
