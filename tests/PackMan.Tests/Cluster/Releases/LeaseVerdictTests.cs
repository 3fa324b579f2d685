using PackMan.Cluster.Releases;
using Shouldly;
using Xunit;

namespace PackMan.Tests.Cluster.Releases;

public sealed class LeaseVerdictTests
{
    private static readonly DateTimeOffset Renewed = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    [Theory]
    [InlineData(0, true, "Refuse")]
    [InlineData(7, true, "Refuse")]
    [InlineData(8, true, "Await")]
    [InlineData(14, true, "Await")]
    [InlineData(15, true, "TakeOver")]
    [InlineData(1, false, "TakeOver")]
    public void A_lease_is_judged_by_its_age_and_by_its_holders_process(int ageInSeconds, bool mayBeAlive, string verdict)
    {
        var holder = new LeaseHolder("alice", "host-1", "boot", 7, "100");
        var lease = new LeaseFacts(holder, "upgrade", Renewed.AddMinutes(-1), Renewed);

        var actual = LeaseVerdict.Of(lease, Renewed.AddSeconds(ageInSeconds), new Processes(mayBeAlive));

        actual.GetType().Name.ShouldBe(verdict);
    }

    [Fact]
    public void A_quiet_lease_is_awaited_until_it_expires()
    {
        var lease = new LeaseFacts(new LeaseHolder("alice", "host-1", "boot", 7, "100"), "upgrade", Renewed, Renewed);

        var verdict = LeaseVerdict.Of(lease, Renewed.AddSeconds(10), new Processes(true));

        verdict.ShouldBe(new LeaseVerdict.Await(TimeSpan.FromSeconds(5)));
    }

    private sealed class Processes(bool mayBeAlive) : ILocalProcesses
    {
        public LeaseHolder Self => new("bob", "host-1", "boot", 8, "200");

        public bool MayBeAlive(LeaseHolder holder) => mayBeAlive;
    }
}
