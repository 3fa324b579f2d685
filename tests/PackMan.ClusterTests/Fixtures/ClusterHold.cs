using System.Runtime.InteropServices;

namespace PackMan.ClusterTests.Fixtures;

/// <summary>Keeps the cluster up after the last test, to look at what a test left behind or for work by hand (<c>tests/control-plane/start</c>).</summary>
internal static class ClusterHold
{
    /// <summary>Writes the kubeconfig to the file named by <c>PACKMAN_HOLD_CLUSTER</c> and waits for SIGINT or SIGTERM; without it does nothing.</summary>
    public static async Task WaitAsync(TestCluster cluster)
    {
        if (Environment.GetEnvironmentVariable("PACKMAN_HOLD_CLUSTER") is not { Length: > 0 } path)
        {
            return;
        }

        var interrupted = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, End);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, End);
        File.Copy(cluster.Kubeconfig, path, overwrite: true);
        await interrupted.Task;
        File.Delete(path);

        void End(PosixSignalContext context)
        {
            context.Cancel = true;
            interrupted.TrySetResult();
        }
    }
}
