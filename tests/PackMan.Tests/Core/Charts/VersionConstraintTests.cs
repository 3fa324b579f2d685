using PackMan.Charts;
using Shouldly;
using Xunit;

namespace PackMan.Tests.Core.Charts;

public sealed class VersionConstraintTests
{
    [Theory]
    [InlineData("1.2.3", "1.2.3 1.2.3+build", "1.2.4 1.2.3-rc.1")]
    [InlineData("=1.2", "1.2.0 1.2.9", "1.3.0 1.2.0-rc.1")]
    [InlineData("v1", "1.0.0 1.9.9", "2.0.0 0.9.0")]
    [InlineData("*", "0.0.1 9.9.9", "1.0.0-rc.1")]
    [InlineData("1.x", "1.4.0", "2.0.0")]
    [InlineData("1.2.X", "1.2.7", "1.3.0")]
    [InlineData("x.1", "7.0.0", "7.0.0-a")]
    [InlineData("*-0", "1.2.3-alpha.1 1.2.3", "")]
    [InlineData("!=1.2.3", "1.2.4", "1.2.3 1.2.4-a")]
    [InlineData("!=4.1", "5.1.0 4.2.0", "4.1.0 4.1.1 5.1.0-alpha.1")]
    [InlineData("!=4.x", "5.1.0", "4.0.0 4.9.9")]
    [InlineData("!=4.1-alpha", "4.1.0 4.1.0-beta", "4.1.1-alpha")]
    [InlineData(">1.1", "1.2.0 4.1.0", "1.1.0 1.1.9")]
    [InlineData(">11", "12.0.0", "11.1.0")]
    [InlineData(">1.2.3-alpha.1", "1.2.3-alpha.2 1.2.3", "1.2.3-alpha.1")]
    [InlineData(">=1.25.0-0", "1.25.0 1.26.0-rc.1", "1.24.9")]
    [InlineData("=> 1.2", "1.2.0", "1.1.9")]
    [InlineData("<1.1", "1.0.9", "1.1.0")]
    [InlineData("<=1.1", "1.1.9 0.1.0", "1.2.0 0.1.0-alpha")]
    [InlineData("=<11", "11.9.9", "12.0.0")]
    [InlineData("~1", "1.0.0 1.9.0", "2.0.0 0.9.0")]
    [InlineData("~1.2", "1.2.0 1.2.9", "1.3.0")]
    [InlineData("~>1.2.3", "1.2.3 1.2.9", "1.2.2 1.3.0")]
    [InlineData("~1.2.3-beta.2", "1.2.3-beta.4 1.2.4-beta.2", "1.2.3-beta.1 1.3.4-beta.2")]
    [InlineData("~0.0.0", "1.2.3", "1.2.3-a")]
    [InlineData("^1.2.3", "1.2.3 1.9.0", "1.2.2 2.0.0 1.3.0-alpha")]
    [InlineData("^1", "1.0.0 1.9.0", "2.0.0")]
    [InlineData("^0.2.3", "0.2.3 0.2.9", "0.3.0")]
    [InlineData("^0.0.3", "0.0.3", "0.0.4")]
    [InlineData("^0.0", "0.0.9", "0.1.0 1.0.0")]
    [InlineData("^0", "0.9.0", "1.0.0")]
    [InlineData("^1.2.0-alpha.0", "1.2.1-alpha.1 1.5.0", "1.2.0-a")]
    [InlineData(">= 1.2, < 2", "1.2.0 1.9.9", "1.1.0 2.0.0")]
    [InlineData(">=1.1    < 2    !=1.2.3", "1.2.4", "1.2.3")]
    [InlineData(">=1.1, <2, !=1.2.3 || > 3", "4.0.0 1.2.4", "3.1.2 1.2.3")]
    [InlineData("1.5 - 4.5", "1.5.0 4.5.9", "1.4.9 4.6.0")]
    [InlineData("1.0.0 - 2.0.0, <=1.9", "1.9.9", "2.0.0")]
    [InlineData("1.1-3", "1.1.0", "2.0.0")]
    [InlineData(">= 1.0.0  <= 2.0.0-beta", "1.0.1-beta 1.0.1", "3.0.0")]
    public void A_range_takes_and_refuses_as_in_helm(string range, string taken, string refused)
    {
        var constraint = VersionConstraint.Parse(range);

        foreach (var version in taken.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            constraint.IsSatisfiedBy(SemanticVersion.TryParse(version)!).ShouldBeTrue($"{version} in {range}");
        }

        foreach (var version in refused.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            constraint.IsSatisfiedBy(SemanticVersion.TryParse(version)!).ShouldBeFalse($"{version} not in {range}");
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("latest")]
    [InlineData(">= bar")]
    [InlineData("1.2.3.4")]
    [InlineData("12.3.34~ 1.2.3")]
    [InlineData(">=1.2<2")]
    [InlineData("1.2,")]
    [InlineData("1.2 ||")]
    [InlineData("v1.2.3-beta.01")]
    [InlineData("99999999999999999999")]
    public void What_is_no_range_is_refused_by_name(string text)
    {
        VersionConstraint.TryParse(text).ShouldBeNull();

        Should.Throw<VersionConstraintException>(() => VersionConstraint.Parse(text)).Message.ShouldBe($"`{text}` is no version range");
    }

    [Theory]
    [InlineData("v1.27.3-gke.100", ">=1.27.0", true)]
    [InlineData("v1.27.3-eks-8ccc7ba", "<1.27.3", false)]
    [InlineData("1.27+", "1.27.x", true)]
    [InlineData("v1.27.3+k3s1", "^1.25.0", true)]
    [InlineData("v1.20.15", ">= 1.25.0-0", false)]
    [InlineData("unknown", "*", false)]
    public void What_a_distribution_adds_to_the_server_version_does_not_count(string server, string range, bool expected) =>
        KubernetesVersion.Satisfies(server, range).ShouldBe(expected);
}
