using PackMan.Cli.Parsing;
using Shouldly;
using Xunit;

namespace PackMan.Tests.Cli.Parsing;

public sealed class SuggestionTests
{
    [Theory]
    [InlineData("instal", "install")]
    [InlineData("lits", "list")]
    [InlineData("upgarde", "upgrade")]
    [InlineData("unistall", "uninstall")]
    [InlineData("ls", null)]
    [InlineData("apply", null)]
    public void Finds_the_word_that_was_meant(string typed, string? meant) =>
        Suggestion.Closest(typed, ["install", "list", "rollback", "uninstall", "upgrade"]).ShouldBe(meant);
}
