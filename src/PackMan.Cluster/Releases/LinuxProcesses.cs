using System.Globalization;

namespace PackMan.Cluster.Releases;

/// <summary>
/// Reads `/proc`: the boot id and the process namespace tell whether a holder's process id means anything here, and the start
/// time whether the id was reused. Where there is no `/proc`, nothing is certain and every holder may be alive.
/// </summary>
public sealed class LinuxProcesses : ILocalProcesses
{
    // Field 22 of /proc/PID/stat, counted behind the command name, which may itself hold blanks (proc(5)).
    private const int StartTimeField = 19;

    private readonly string _root;

    public LinuxProcesses(string user, string host, int processId, string root = "/proc")
    {
        _root = root;
        Self = new LeaseHolder(user, host, ReadBoot(), processId, ReadStart(processId) ?? "");
    }

    public LeaseHolder Self { get; }

    public bool MayBeAlive(LeaseHolder holder)
    {
        if (Self.Boot.Length == 0 || holder.Host != Self.Host || holder.Boot != Self.Boot)
        {
            return true;
        }

        return ReadStart(holder.ProcessId) is { } start && start == holder.ProcessStart;
    }

    private string ReadBoot()
    {
        try
        {
            var boot = File.ReadAllText(Path.Combine(_root, "sys/kernel/random/boot_id")).Trim();
            var processNamespace = new FileInfo(Path.Combine(_root, "self/ns/pid")).LinkTarget;
            return processNamespace is null ? "" : $"{boot} {processNamespace}";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    private string? ReadStart(int processId)
    {
        try
        {
            var stat = File.ReadAllText(Path.Combine(_root, processId.ToString(CultureInfo.InvariantCulture), "stat"));
            return stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[StartTimeField];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
