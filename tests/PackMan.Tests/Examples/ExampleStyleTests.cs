using System.Text.RegularExpressions;
using Shouldly;
using Xunit;

namespace PackMan.Tests.Examples;

/// <summary>The charts that people copy from show how it is done here.</summary>
public sealed partial class ExampleStyleTests
{
    private static readonly string Scaffold = Path.Combine(Repository.Root, "src", "PackMan.Core", "Charts", "Scaffold", "Files");

    [Fact]
    public void No_template_quotes_or_indents_by_hand()
    {
        var templates = new[] { Repository.Examples, Scaffold }
            .SelectMany(folder => Directory.GetFiles(folder, "*", SearchOption.AllDirectories))
            .Where(path => path.Contains("/templates/", StringComparison.Ordinal))
            .ToList();

        templates.Count.ShouldBeGreaterThan(50);
        templates.Where(path => ByHand().IsMatch(File.ReadAllText(path))).ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(ExampleReadmeTests.Examples), MemberType = typeof(ExampleReadmeTests))]
    public void Every_example_has_values_for_production_and_is_installed_with_them(string example)
    {
        var folder = Path.Combine(Repository.Examples, example);
        var readme = File.ReadAllText(Path.Combine(folder, "README.md"));

        var files = Directory.GetFiles(folder, "values-*.yaml").Select(file => Path.GetFileName(file)).ToList();
        files.ShouldNotBeEmpty();
        files.ShouldAllBe(file => Regex.IsMatch(readme, $@"^\$ packman (install|upgrade) .*{Regex.Escape($"charts-examples/{example}/{file}")}", RegexOptions.Multiline));
    }

    [Theory]
    [InlineData("resources: {{ values.resources | to_yaml }}")]
    [InlineData("  {{ include 'labels' | nindent 4 }}")]
    [InlineData("x: {{ quote values.x }}")]
    public void What_is_done_by_hand_is_found(string template) => ByHand().IsMatch(template).ShouldBeTrue();

    [GeneratedRegex(@"\{\{[^}]*\b(to_yaml|n?indent|s?quote)\b")]
    private static partial Regex ByHand();
}
