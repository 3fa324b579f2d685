namespace PackMan.ClusterTests.Fixtures;

/// <summary>etcd, kube-apiserver and kube-controller-manager of one test run: on free ports, in a folder of their own.</summary>
internal sealed class ControlPlane : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly ControlPlaneBinaries _binaries;
    private readonly ControlPlaneFiles _files;
    private readonly Stack<GuardedProcess> _processes = new();

    private ControlPlane(ControlPlaneBinaries binaries, ControlPlaneFiles files, Uri server)
    {
        _binaries = binaries;
        _files = files;
        Server = server;
    }

    public Uri Server { get; }

    public ControlPlaneFiles Files => _files;

    /// <summary>Starts everything and returns once default service accounts are made, which pods need.</summary>
    public static async Task<ControlPlane> StartAsync(ControlPlaneBinaries binaries, CancellationToken cancellationToken = default)
    {
        for (var attempt = 1; ; attempt++)
        {
            var plane = new ControlPlane(binaries, ControlPlaneFiles.Create(), new Uri($"https://127.0.0.1:{LoopbackPort.FindFree()}"));
            try
            {
                await plane.StartProcessesAsync(cancellationToken);
                return plane;
            }
            catch (Exception exception)
            {
                var portTaken = plane._processes.Any(process => process.LogTail().Contains("address already in use", StringComparison.Ordinal));
                await plane.DisposeAsync();
                // Between finding a free port and a server listening on it, somebody else may have taken it.
                if (!portTaken || attempt == 3 || exception is OperationCanceledException)
                {
                    throw;
                }
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        while (_processes.TryPop(out var process))
        {
            await process.DisposeAsync();
        }

        _files.Dispose();
    }

    private async Task StartProcessesAsync(CancellationToken cancellationToken)
    {
        var etcd = $"http://127.0.0.1:{LoopbackPort.FindFree()}";
        Start(_binaries.Etcd, ServerArguments.Etcd(_files, etcd, $"http://127.0.0.1:{LoopbackPort.FindFree()}"), _files.Folder);
        Start(_binaries.ApiServer, ServerArguments.ApiServer(_files, Server, etcd));

        _files.WriteKubeconfigs(Server);
        using var admin = KubeClient.For(_files.KubeconfigOf(ControlPlaneFiles.Admin));
        await WaitAsync("kube-apiserver to be ready", () => admin.IsReadyAsync(cancellationToken), cancellationToken);

        var version = await admin.GetServerVersionAsync(cancellationToken);
        Start(_binaries.ControllerManager, ServerArguments.ControllerManager(_files, version));
        await WaitAsync("the default service account", () => HasServiceAccountAsync(admin, version, cancellationToken), cancellationToken);
    }

    private static async Task<bool> HasServiceAccountAsync(KubeClient admin, Version version, CancellationToken cancellationToken)
    {
        var account = await admin.GetAsync("/api/v1/namespaces/default/serviceaccounts/default", cancellationToken);
        // Up to 1.23 a pod is refused until its account has a token Secret.
        return account is not null && (version >= new Version(1, 24) || account["secrets"] is not null);
    }

    private void Start(string program, IEnumerable<string> arguments, string removeWhenOrphaned = "") =>
        _processes.Push(GuardedProcess.Start(program, arguments, _files.PathOf($"{Path.GetFileName(program)}.log"), removeWhenOrphaned));

    private async Task WaitAsync(string what, Func<Task<bool>> condition, CancellationToken cancellationToken)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(Patience);
        while (!await condition())
        {
            if (_processes.FirstOrDefault(process => process.HasExited) is { } exited)
            {
                throw new InvalidOperationException($"{exited.Name} ended while waiting for {what}:\n{exited.LogTail()}");
            }

            if (deadline.IsCancellationRequested)
            {
                cancellationToken.ThrowIfCancellationRequested();
                throw new TimeoutException($"Waited {Patience} for {what}:\n{_processes.Peek().LogTail()}");
            }

            await Task.Delay(100, CancellationToken.None);
        }
    }
}
