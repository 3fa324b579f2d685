using PackMan.Charts;
using Shouldly;
using Xunit;

namespace PackMan.Tests.Core.Charts;

public sealed class SemanticVersionTests
{
    [Theory]
    [InlineData("1.2.3", "1.2.3", true)]
    [InlineData("1.2.3-rc.1+b.5", "1.2.3-rc.1+b.5", true)]
    [InlineData("v1.2.3", "1.2.3", false)]
    [InlineData("v1.2.3-rc.1+b", "1.2.3-rc.1+b", false)]
    [InlineData("1.2", "1.2.0", false)]
    [InlineData("v7", "7.0.0", false)]
    [InlineData("1.2-beta", "1.2.0-beta", false)]
    [InlineData("2024.01.05", "2024.1.5", false)]
    public void A_version_is_shown_as_written_and_has_one_canonical_form(string text, string canonical, bool isStrict)
    {
        var version = SemanticVersion.TryParse(text).ShouldNotBeNull();

        (version.ToString(), version.Canonical, version.IsStrict).ShouldBe((text, canonical, isStrict));
    }

    [Theory]
    [InlineData("")]
    [InlineData("v")]
    [InlineData("V1.2.3")]
    [InlineData("vv1")]
    [InlineData("1.")]
    [InlineData("1.2.3.4")]
    [InlineData("1.x")]
    [InlineData("=1.2.3")]
    [InlineData(" 1.2.3")]
    [InlineData("1.2.3\n")]
    [InlineData("1.2.3-01")]
    [InlineData("1.2.3-")]
    [InlineData("1.2.3+")]
    [InlineData("\u0661.2.3")]
    [InlineData("99999999999999999999.0.0")]
    public void What_Helm_takes_for_none_is_none(string text) => SemanticVersion.TryParse(text).ShouldBeNull();

    [Fact]
    public void Spellings_of_one_version_are_equal_in_order_and_different_things()
    {
        var (plain, marked) = (SemanticVersion.TryParse("1.2.0")!, SemanticVersion.TryParse("v1.2.0")!);

        plain.CompareTo(marked).ShouldBe(0);
        plain.ShouldNotBe(marked);
        new[] { marked, plain }.Order(SemanticVersion.NewestFirst).ShouldBe([plain, marked]);
    }
}
