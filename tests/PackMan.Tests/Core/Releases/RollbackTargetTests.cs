using System.Collections.Immutable;
using PackMan.Releases;
using Shouldly;
using Xunit;

namespace PackMan.Tests.Core.Releases;

public sealed class RollbackTargetTests
{
    // Statuses oldest first: D deployed, S superseded, F failed, U uninstalled, u uninstalling.
    [Theory]
    [InlineData("SD", null, null, 1)]
    [InlineData("SSD", null, null, 2)]
    [InlineData("SDF", null, null, 2)]
    [InlineData("SDFF", null, null, 2)]
    [InlineData("SFD", null, null, 1)]
    [InlineData("SDF", null, 1, 1)]
    [InlineData("SDF", 3, 1, 3)]
    [InlineData("SSD", 1, null, 1)]
    [InlineData("SSD", 0, null, 2)]
    [InlineData("SU", null, null, 2)]
    [InlineData("Su", null, null, 2)]
    [InlineData("SDF", null, 9, 2)]
    public void The_target_is_the_last_good_revision_unless_another_is_asked_for(string statuses, int? requested, int? interrupted, int expected) =>
        RollbackTarget.Find(History(statuses), requested, interrupted).Revision.ShouldBe(expected);

    [Fact]
    public void A_missing_revision_lists_the_recorded_ones() =>
        Should.Throw<RevisionNotFoundException>(() => RollbackTarget.Find(History("SD"), 7, null)).Hint.ShouldContain("1 (superseded), 2 (deployed)");

    [Theory]
    [InlineData("D")]
    [InlineData("F")]
    [InlineData("FF")]
    public void Without_an_earlier_revision_there_is_nothing_to_go_back_to(string statuses) =>
        Should.Throw<NoEarlierRevisionException>(() => RollbackTarget.Find(History(statuses), null, null));

    [Theory]
    [InlineData("SSSD", 3, "1")]
    [InlineData("SSSSD", 2, "1 2 3")]
    [InlineData("DFFF", 2, "2 3")]
    [InlineData("SSD", 0, "")]
    [InlineData("SSD", 3, "")]
    public void The_history_limit_never_takes_the_deployed_revision(string statuses, int max, string expected) =>
        string.Join(' ', History(statuses).OverLimit(max).Select(summary => summary.Revision)).ShouldBe(expected);

    [Theory]
    [InlineData("SDFP", "4 failed")]
    [InlineData("SDD", "2 superseded")]
    [InlineData("DPDP", "2 failed, 4 failed, 1 superseded")]
    [InlineData("SDF", "")]
    [InlineData("SDu", "")]
    public void What_a_killed_command_left_is_mended(string statuses, string expected) =>
        string.Join(", ", HistoryMending.Decide(History(statuses)).Select(change => $"{change.Summary.Revision} {change.Status.ToText()}")).ShouldBe(expected);

    [Theory]
    [InlineData("SDFF", "2 3 4")]
    [InlineData("FF", "1 2")]
    [InlineData("SUFF", "3 4")]
    [InlineData("SSD", "3")]
    [InlineData("Su", "1 2")]
    [InlineData("U", "")]
    public void Objects_may_come_from_any_revision_since_the_last_deployed_one(string statuses, string expected) =>
        string.Join(' ', History(statuses).MayHaveObjects().Select(summary => summary.Revision)).ShouldBe(expected);

    private static ReleaseHistory History(string statuses) => new(
        ReleaseName.Parse("web"),
        "shop",
        [.. statuses.Select((status, i) => new ReleaseSummary
        {
            Name = ReleaseName.Parse("web"),
            Namespace = "shop",
            Revision = i + 1,
            Status = status switch
            {
                'D' => ReleaseStatus.Deployed,
                'S' => ReleaseStatus.Superseded,
                'F' => ReleaseStatus.Failed,
                'P' => ReleaseStatus.PendingUpgrade,
                'U' => ReleaseStatus.Uninstalled,
                _ => ReleaseStatus.Uninstalling,
            },
            ChartName = "web",
            ChartVersion = "1.0.0",
            Updated = DateTimeOffset.UnixEpoch,
        })]);
}
