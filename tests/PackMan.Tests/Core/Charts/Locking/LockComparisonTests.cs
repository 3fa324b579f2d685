using PackMan.Charts;
using PackMan.Charts.Locking;
using Shouldly;
using Xunit;

namespace PackMan.Tests.Core.Charts.Locking;

public sealed class LockComparisonTests
{
    public static TheoryData<string, string, string, bool, string[]> Cases => new()
    {
        { "in range", "cache ^1.2 oci://a/b", "cache 1.4.2 oci://a/b", true, [] },
        { "a range that was changed and still fits", "cache ~1.4 oci://a/b", "cache 1.4.2 oci://a/b", true, [] },
        { "another range", "cache ^2 oci://a/b", "cache 1.4.2 oci://a/b", true, ["`cache` is asked for in `^2`, and locked to 1.4.2"] },
        { "a new requirement", "cache ^1 oci://a/b, queue ^3 oci://a/b", "cache 1.4.2 oci://a/b", true, ["`queue` `^3` is new"] },
        { "one that is gone", "cache ^1 oci://a/b", "cache 1.4.2 oci://a/b, queue 3.0.0 oci://a/b", true, ["`queue` 3.0.0 is not asked for any more"] },
        { "another mirror of pinned content", "cache ^1 https://b", "cache 1.4.2 https://a", true, [] },
        { "another repository in Helm's lock", "cache ^1 https://b", "cache 1.4.2 https://a", false, ["`cache` comes from `https://b/` now, and was locked from `https://a/`"] },
        { "a slash at the end", "cache ^1 https://a/", "cache 1.4.2 https://a", false, [] },
        { "a name of a repository", "cache ^1 @a", "cache 1.4.2 https://a", false, [] },
        { "from a folder to a registry", "cache ^1 oci://a/b", "cache 1.4.2 file://../cache", true, ["`cache` comes from `oci://a/b` now, and was locked from `file://../cache`"] },
        { "two of one name", "cache ^1 oci://a/b, cache ^2 oci://a/b", "cache 1.0.0 oci://a/b, cache 2.0.0 oci://a/b", true, [] },
        { "Helm's range where there is no repository", "cache ^1 -", "cache ^1 -", false, [] },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void What_changed_is_told_requirement_by_requirement(string name, string requirements, string locked, bool pinsContent, string[] changes)
    {
        var comparison = LockComparison.Of(
            [.. Words(requirements).Select(words => new ChartDependency { Name = words[0], Version = words[1], Repository = words[2] })],
            [.. Words(locked).Select(words => new LockedDependency { Name = words[0], Version = words[1], Repository = words[2] })],
            pinsContent);

        comparison.Changes.ToArray().ShouldBe(changes, customMessage: name);
        comparison.IsInStep.ShouldBe(changes.Length == 0);
    }

    private static IEnumerable<string[]> Words(string list) =>
        list.Split(", ").Select(entry => entry.Split(' ').Select(word => word == "-" ? "" : word).ToArray());
}
