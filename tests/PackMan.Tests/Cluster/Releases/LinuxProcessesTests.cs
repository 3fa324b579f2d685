using PackMan.Cluster.Releases;
using Shouldly;
using Xunit;

namespace PackMan.Tests.Cluster.Releases;

public sealed class LinuxProcessesTests
{
    private readonly LinuxProcesses _processes = new("alice", "host-1", Environment.ProcessId);

    [Fact]
    public void This_process_is_alive()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "reads /proc");

        _processes.MayBeAlive(_processes.Self).ShouldBeTrue();
    }

    [Fact]
    public void A_reused_process_id_is_another_process()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "reads /proc");

        _processes.MayBeAlive(_processes.Self with { ProcessStart = "1" }).ShouldBeFalse();
    }

    [Fact]
    public void A_process_of_another_host_or_boot_may_be_alive()
    {
        _processes.MayBeAlive(_processes.Self with { Host = "host-2", ProcessId = int.MaxValue }).ShouldBeTrue();
        _processes.MayBeAlive(_processes.Self with { Boot = "other", ProcessId = int.MaxValue }).ShouldBeTrue();
    }

    [Fact]
    public void Without_a_process_file_system_nothing_is_certain()
    {
        var processes = new LinuxProcesses("alice", "host-1", 1, Path.Combine(Path.GetTempPath(), "no-such-proc"));

        processes.MayBeAlive(processes.Self).ShouldBeTrue();
    }
}
