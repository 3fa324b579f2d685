using PackMan.Charts.Loading;
using Shouldly;
using Xunit;

namespace PackMan.Tests.Core.Charts.Loading;

public sealed class IgnoreRulesTests
{
    [Theory]
    // names without a slash count at every level, folders too
    [InlineData("*.bak", "a.bak x/y/a.bak", "a.bak.txt bak")]
    [InlineData("notes", "notes x/notes notes/", "notes.txt")]
    [InlineData("a?c", "abc x/adc", "ac abbc")]
    [InlineData("**", "a a/b .hidden", "")]
    // a slash at the start or inside ties the pattern to the root
    [InlineData("/todo.txt", "todo.txt", "x/todo.txt")]
    [InlineData("docs/*.md", "docs/a.md", "a.md docs/x/a.md x/docs/a.md")]
    [InlineData("a/b/", "a/b/", "a/b x/a/b/")]
    // a final slash takes folders only
    [InlineData("build/", "build/ x/build/", "build x/build")]
    // double stars
    [InlineData("**/logs", "logs a/logs a/b/logs", "logs.txt")]
    [InlineData("logs/**", "logs/a logs/a/b", "logs/ a/logs/b")]
    [InlineData("a/**/b", "a/b a/x/b a/x/y/b", "a/xb x/a/b")]
    [InlineData("a/**/b/**/c", "a/b/c a/1/b/2/3/c a/b/b/c", "a/c b/c")]
    [InlineData("a**b", "ab a11b x/a1b", "a/b")]
    // sets
    [InlineData("[a-c].txt", "a.txt c.txt", "d.txt -.txt")]
    [InlineData("[!a-c].txt", "d.txt", "a.txt")]
    [InlineData("[^x]", "a", "x")]
    [InlineData("[]a]", "] a", "b")]
    [InlineData("[a-]", "a -", "b")]
    [InlineData("file[[:digit:]]", "file1", "filea")]
    [InlineData("[[:upper:]_]x", "Ax _x", "ax")]
    [InlineData(@"[\]]", "]", @"a")]
    // escapes and blanks
    [InlineData(@"\#x", "#x", "x")]
    [InlineData(@"\!x", "!x", "x")]
    [InlineData(@"a\*b", "a*b", "axb")]
    [InlineData("a.txt   ", "a.txt", "a.txt_")]
    [InlineData(@"a\ ", "a_", "a")]
    [InlineData(" a", "_a", "a")]
    // nothing
    [InlineData("# a", "", "a #_a")]
    [InlineData("", "", "a")]
    [InlineData("[ab", "", "[ab a")]
    [InlineData(@"a\", "", @"a")]
    [InlineData("/", "", "a")]
    [InlineData("[[:nope:]]", "", "n")]
    // the last word counts
    [InlineData("*.txt|!keep.txt", "a.txt x/b.txt", "keep.txt x/keep.txt")]
    [InlineData("!keep.txt|*.txt", "keep.txt", "")]
    [InlineData("/*|!/src", "a b/", "src/ src/a")]
    // line ends and marks of other systems
    [InlineData("\uFEFFa.txt\r|b.txt", "a.txt b.txt", "")]
    // Helm's own rule
    [InlineData("", "templates/.swp", ".helmignore x/templates/.swp")]
    public void Patterns_mean_what_they_mean_to_git(string patterns, string ignored, string kept)
    {
        var rules = IgnoreRules.Default.With(patterns.Replace('|', '\n'), 0);

        foreach (var path in ignored.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            IsIgnored(rules, path).ShouldBeTrue($"{path} ignored by {patterns}");
        }

        foreach (var path in kept.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            IsIgnored(rules, path).ShouldBeFalse($"{path} kept by {patterns}");
        }
    }

    [Fact]
    public void A_pattern_longer_than_any_path_matches_nothing() =>
        IsIgnored(IgnoreRules.Default.With(new string('*', 1_000_000) + "\n" + string.Concat(Enumerable.Repeat("*a", 1_000_000)), 1), "x/aaaa").ShouldBeTrue("the stars are one");

    [Fact]
    public void An_ignore_file_further_down_has_the_last_word_on_what_lies_below_it()
    {
        var rules = IgnoreRules.Default.With("*.txt", 0).With("!/keep.txt", 1);

        IsIgnored(rules, "sub/keep.txt").ShouldBeFalse();
        IsIgnored(rules, "sub/other.txt").ShouldBeTrue();
    }

    [Fact]
    public void A_pattern_made_to_explode_is_matched_in_time()
    {
        var pattern = string.Concat(Enumerable.Repeat("a*", 60)) + "b";

        IsIgnored(IgnoreRules.Default.With(pattern, 0), new string('a', 250)).ShouldBeFalse();
    }

    // In the table `_` stands for a blank and a final slash marks a folder.
    private static bool IsIgnored(IgnoreRules rules, string path) =>
        rules.IsIgnored(path.TrimEnd('/').Replace('_', path.Contains("_x", StringComparison.Ordinal) ? '_' : ' ').Split('/'), path.EndsWith('/'));
}
