using System.Collections.Immutable;
using PackMan.Tests.Guides;
using Shouldly;
using Xunit;

namespace PackMan.Tests.Core.Templating;

/// <summary>docs/reference/templates.md shows templates, and what they give or which error they end in.</summary>
public sealed class TemplateReferenceTests
{
    private static readonly ImmutableArray<Example> Examples = Example.ReadAll(File.ReadAllText(Path.Combine(Repository.Root, "docs", "reference", "templates.md")));

    public static TheoryData<int> Numbers => new(Enumerable.Range(0, Examples.Length));

    [Fact]
    public void Each_part_of_the_page_that_has_rules_for_templates_has_an_example() => Examples.Length.ShouldBeGreaterThanOrEqualTo(8);

    [Theory]
    [MemberData(nameof(Numbers))]
    public void An_example_gives_what_the_page_shows(int number)
    {
        var example = Examples[number];

        if (example.Result.Role == "error")
        {
            TestCharts.Failure(example.Template, example.Values, example.Partials).Message.ShouldContain(example.Result.Text.TrimEnd());
        }
        else
        {
            TestCharts.Render(example.Template, example.Values, example.Partials).ShouldBe(example.Result.Text);
        }
    }

    /// <summary>The blocks up to one that shows what comes of them. Values go on to hold until others are shown.</summary>
    private sealed record Example(string Values, string Template, (string Name, string Text)[] Partials, GuideBlock Result)
    {
        public static ImmutableArray<Example> ReadAll(string page)
        {
            var examples = ImmutableArray.CreateBuilder<Example>();
            var (values, templates) = ("", new List<GuideBlock>());
            foreach (var block in GuideBlock.ReadAll(page))
            {
                switch (block.Role)
                {
                    case "values":
                        values = block.Text;
                        break;
                    case "template":
                        templates.Add(block);
                        break;
                    default:
                        examples.Add(new Example(values, templates.Single(template => template.Path.Length == 0).Text, [.. templates.Where(template => template.Path.Length > 0).Select(template => (template.Path, template.Text))], block));
                        templates = [];
                        break;
                }
            }

            return examples.ToImmutable();
        }
    }
}
