using System.Runtime.InteropServices;
using PackMan.Cluster.Connection.Kubeconfigs;

namespace PackMan.Cluster.Connection.Tls;

/// <summary>
/// .NET on Linux reads every root certificate of the system before its first handshake, which takes about as long as all the rest
/// of a short command (dotnet/runtime#106394). Where the kubeconfig brings its own authority they are of no use.
/// </summary>
internal static partial class SystemRoots
{
    /// <summary>Set to any value, this variable keeps the system's roots.</summary>
    public const string OptOut = "PACKMAN_SYSTEM_ROOTS";

    /// <summary>
    /// Whether nothing in this process or its children will want them: the cluster has an authority of its own, no plugin is started
    /// (it would inherit the setting), nothing else is talked to, and the user has not set places of his own.
    /// </summary>
    public static bool AreNeedless(ClusterTarget target, ConnectionOptions options, HostEnvironment environment) =>
        options.OnlyTalksToCluster
        && target.Cluster.CertificateAuthority.IsPresent
        && target.Cluster.ProxyUrl is null
        && target.User.Exec is null
        && environment.Variable(OptOut) is null
        && environment.Variable("SSL_CERT_DIR") is null
        && environment.Variable("SSL_CERT_FILE") is null;

    /// <summary>Hides them from OpenSSL. Only the C library's environment counts there, which .NET's own setter does not touch.</summary>
    public static void Hide()
    {
        if (OperatingSystem.IsLinux())
        {
            _ = SetVariable("SSL_CERT_DIR", "/nonexistent", 1);
            _ = SetVariable("SSL_CERT_FILE", "/dev/null", 1);
        }
    }

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int SetVariable(string name, string value, int overwrite);
}
