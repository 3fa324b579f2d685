namespace PackMan.ClusterTests.Fixtures;

/// <summary>The servers' programs, found by envtest's variables first and in the cache of <c>tests/control-plane/build</c> second.</summary>
internal sealed record ControlPlaneBinaries(string Etcd, string ApiServer, string ControllerManager)
{
    /// <summary>Either the binaries, or the reason why there are none and what to do about it.</summary>
    public static (ControlPlaneBinaries? Found, string MissingReason) Find()
    {
        var etcd = Locate("TEST_ASSET_ETCD", "etcd");
        var apiServer = Locate("TEST_ASSET_KUBE_APISERVER", "kube-apiserver");
        var controllerManager = Locate("TEST_ASSET_KUBE_CONTROLLER_MANAGER", "kube-controller-manager");
        if (etcd is not null && apiServer is not null && controllerManager is not null)
        {
            return (new ControlPlaneBinaries(etcd, apiServer, controllerManager), "");
        }

        var missing = string.Join(", ", new[]
        {
            etcd is null ? "etcd" : null,
            apiServer is null ? "kube-apiserver" : null,
            controllerManager is null ? "kube-controller-manager" : null,
        }.OfType<string>());
        return (null, $"No real control plane, missing: {missing}. Run `tests/control-plane/build` once, or see tests/control-plane/README.md for other servers");
    }

    private static string? Locate(string variable, string name)
    {
        if (Environment.GetEnvironmentVariable(variable) is { Length: > 0 } path)
        {
            return Existing(path);
        }

        // Mixing versions would test a cluster that nobody runs, so a configured folder is not topped up from the cache.
        if (Environment.GetEnvironmentVariable("KUBEBUILDER_ASSETS") is { Length: > 0 } assets)
        {
            return Existing(Path.Combine(assets, name)) ?? (name == "etcd" ? OnPath(name) : null);
        }

        return Existing(Path.Combine(BuiltFolder(), name)) ?? (name == "etcd" ? OnPath(name) : null);
    }

    private static string BuiltFolder()
    {
        var build = File.ReadAllText(Path.Combine(RepositoryRoot(), "tests", "control-plane", "version")).Trim();
        return Path.Combine(Cache(), "control-plane", build);
    }

    /// <summary>Where the scripts of <c>tests/control-plane</c> keep what they build and fetch.</summary>
    internal static string Cache() => Environment.GetEnvironmentVariable("PACKMAN_CACHE") is { Length: > 0 } configured
        ? configured
        : Path.Combine(UserCache(), "packman");

    private static string UserCache() =>
        Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } cache
            ? cache
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache");

    internal static string RepositoryRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "PackMan.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("PackMan.sln is not above the test binary");
    }

    private static string? OnPath(string name) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .Append("/usr/sbin")
            .Where(folder => folder.Length > 0)
            .Select(folder => Existing(Path.Combine(folder, name)))
            .FirstOrDefault(path => path is not null);

    private static string? Existing(string path) => File.Exists(path) ? path : null;
}
