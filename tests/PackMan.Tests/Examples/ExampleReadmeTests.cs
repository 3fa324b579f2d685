using PackMan.Charts.Loading;
using PackMan.Yaml;
using Shouldly;
using Xunit;

namespace PackMan.Tests.Examples;

/// <summary>Keeps the commands and tables of the examples' READMEs true.</summary>
public sealed class ExampleReadmeTests
{
    public static TheoryData<string> Examples() => new(Directory.GetDirectories(Repository.Examples).Select(folder => Path.GetFileName(folder)).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Examples))]
    public void Commands_name_files_that_exist_and_values_the_chart_has(string example)
    {
        var values = ChartLoader.LoadFolder(Path.Combine(Repository.Examples, example), example).Values;
        var commands = Readme(example).Where(line => line.StartsWith("$ packman ", StringComparison.Ordinal)).Select(Words).ToList();

        commands.ShouldNotBeEmpty();
        foreach (var words in commands)
        {
            foreach (var path in words.Where(word => word.StartsWith("charts-examples/", StringComparison.Ordinal)))
            {
                Path.Exists(Path.Combine(Repository.Root, path)).ShouldBeTrue(path);
            }

            foreach (var assignment in words.Zip(words.Skip(1)).Where(pair => pair.First.StartsWith("--set", StringComparison.Ordinal)).Select(pair => pair.Second))
            {
                Has(values, assignment.Split('=')[0]).ShouldBeTrue(assignment);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Examples))]
    public void The_table_of_values_names_values_the_chart_has(string example)
    {
        var values = ChartLoader.LoadFolder(Path.Combine(Repository.Examples, example), example).Values;
        var named = Readme(example).Where(line => line.StartsWith("| `", StringComparison.Ordinal))
            .SelectMany(line => line.Split('|')[1].Split(','))
            .Select(name => name.Trim(' ', '`').Replace(".*", "", StringComparison.Ordinal))
            .ToList();

        named.Count.ShouldBeGreaterThan(5);
        named.ShouldAllBe(name => Has(values, name));
    }

    private static bool Has(YamlMap values, string path) => values.Find(path.Split('.')) is not null;

    private static string[] Readme(string example) => File.ReadAllLines(Path.Combine(Repository.Examples, example, "README.md"));

    private static List<string> Words(string command) =>
        [.. command.Split('\'').SelectMany((part, index) => index % 2 == 1 ? [part] : part.Split(' ', StringSplitOptions.RemoveEmptyEntries))];
}
