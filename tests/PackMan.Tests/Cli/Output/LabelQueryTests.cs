using PackMan.Cli;
using PackMan.Cli.Output;
using Shouldly;
using Xunit;

namespace PackMan.Tests.Cli.Output;

public sealed class LabelQueryTests
{
    private static readonly Dictionary<string, string> Labels = new() { ["team"] = "web", ["example.com/tier"] = "test" };

    [Theory]
    [InlineData("", true)]
    [InlineData("team=web", true)]
    [InlineData("team == web", true)]
    [InlineData("team=api", false)]
    [InlineData("team!=api", true)]
    [InlineData("team!=web", false)]
    [InlineData("other!=web", true)]
    [InlineData("team in (api, web)", true)]
    [InlineData("team notin (api,web)", false)]
    [InlineData("other notin (api)", true)]
    [InlineData("team", true)]
    [InlineData("!team", false)]
    [InlineData("!other", true)]
    [InlineData("team=web,example.com/tier in (test,stage)", true)]
    [InlineData("team=web,example.com/tier=prod", false)]
    public void Matches_as_Kubernetes_does(string query, bool expected) => LabelQuery.Parse(query).Matches(Labels).ShouldBe(expected);

    [Theory]
    [InlineData("team ~ web")]
    [InlineData("=web")]
    [InlineData("team in web")]
    [InlineData("a b")]
    public void Refuses_what_is_no_query(string query) => Should.Throw<UsageException>(() => LabelQuery.Parse(query));
}
