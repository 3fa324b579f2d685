using PackMan.Charts;
using PackMan.Distribution.References;
using Shouldly;
using Xunit;

namespace PackMan.Tests.Distribution.References;

public sealed class VersionChoiceTests
{
    private static readonly SemanticVersion[] Published = [.. new[] { "1.0.0", "1.2.0+a", "1.2.0+b", "1.3.0-rc.1", "0.9.0", "2.0.0-alpha" }.Select(text => SemanticVersion.TryParse(text)!)];

    private static readonly SemanticVersion[] Spelled = [.. new[] { "v1.2.0", "1.2", "1.2.0", "1.2.5", "v1.14.0", "v2.0.0-rc.1" }.Select(text => SemanticVersion.TryParse(text)!)];

    [Theory]
    [InlineData(null, false, "1.2.0+b")]
    [InlineData("", false, "1.2.0+b")]
    [InlineData(null, true, "2.0.0-alpha")]
    [InlineData("1.0.0", false, "1.0.0")]
    [InlineData("1.2.0+a", false, "1.2.0+a")]
    [InlineData("1.2.0", false, null)]
    [InlineData("~1.0", false, "1.0.0")]
    [InlineData("<1", false, "0.9.0")]
    [InlineData(">=1.3.0-0", false, "2.0.0-alpha")]
    [InlineData("^3", true, null)]
    public void The_best_version_is_the_newest_that_fits(string? text, bool devel, string? expected) =>
        VersionChoice.Parse(text, devel).Best(Published)?.ToString().ShouldBe(expected);

    [Theory]
    [InlineData("1.14.0", "v1.14.0")]
    [InlineData("v1.14.0", "v1.14.0")]
    [InlineData("1.2.0", "1.2.0")]
    [InlineData("v1.2.0", "v1.2.0")]
    [InlineData("v1.2.5", "1.2.5")]
    [InlineData("1.2", "1.2")]
    [InlineData("v1.2", "1.2.5")]
    [InlineData("^1.2", "v1.14.0")]
    [InlineData("<=1.2.0", "1.2.0")]
    [InlineData("1", "v1.14.0")]
    [InlineData("1.14.0+b", null)]
    public void A_spelling_counts_first_and_then_the_number(string text, string? expected) =>
        VersionChoice.Parse(text).Best(Spelled)?.ToString().ShouldBe(expected);

    [Theory]
    [InlineData("1.2", "1.2")]
    [InlineData("1.14", "v1.14.0")]
    [InlineData("1", null)]
    public void What_a_lock_names_is_no_range(string text, string? expected) =>
        VersionChoice.Exactly(text).Best(Spelled)?.ToString().ShouldBe(expected);

    [Theory]
    [InlineData("9.0.0", "2.0.0-alpha 1.3.0-rc.1 1.2.0+b 1.2.0+a")]
    [InlineData("0.1.0", "1.2.0+b 1.2.0+a 1.0.0 0.9.0")]
    [InlineData("1.1.0", "1.2.0+b 1.2.0+a 1.0.0 0.9.0")]
    [InlineData("^7", "2.0.0-alpha 1.3.0-rc.1 1.2.0+b 1.2.0+a")]
    public void The_nearest_versions_are_neighbours_or_the_newest(string text, string expected) =>
        string.Join(' ', VersionChoice.Parse(text).Nearest(Published)).ShouldBe(expected);

    [Fact]
    public void What_is_neither_version_nor_range_is_refused() => Should.Throw<VersionConstraintException>(() => VersionChoice.Parse("latest"));
}
