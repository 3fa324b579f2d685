using System.Runtime.CompilerServices;
using Shouldly;
using Xunit;

namespace PackMan.Tests.Core.Yaml;

public sealed class YamlConformanceTests
{
    [Fact]
    public void The_YAML_test_suite_passes_but_for_the_listed_exceptions()
    {
        Assert.SkipWhen(YamlSuite.Folder is null, "The YAML test suite is not here");
        var exceptions = Exceptions();

        var results = YamlSuite.Run().ToList();

        results.Count.ShouldBeGreaterThan(380);
        results.Where(result => result.Problem is null == exceptions.Contains(result.Name))
            .Select(result => $"{result.Name} {result.Problem ?? "passes though listed"}")
            .ShouldBeEmpty();
    }

    private static HashSet<string> Exceptions([CallerFilePath] string thisFile = "") =>
        [.. File.ReadLines(Path.Combine(Path.GetDirectoryName(thisFile)!, "yaml-suite-exceptions.txt"))
            .Where(line => line.Length > 0 && !line.StartsWith('#'))
            .Select(line => line.Split(' ')[0])];
}
