using Shouldly;
using Xunit;

namespace PackMan.Tests.Core.Templating.Output;

public sealed class YamlOutputTests
{
    private static string? SharedCases => Repository.Shared is { } shared && File.Exists(Path.Combine(shared, "cases", "yaml-output.yaml"))
        ? Path.Combine(shared, "cases", "yaml-output.yaml")
        : null;

    public static IEnumerable<TheoryDataRow<string>> SharedNames =>
        SharedCases is { } path ? YamlOutputCase.Load(path).Select(test => new TheoryDataRow<string>(test.Name)) : [new TheoryDataRow<string>("absent") { Skip = "the shared cases are absent" }];

    private static Dictionary<string, YamlOutputCase> Cases { get; } =
        SharedCases is { } path ? YamlOutputCase.Load(path).ToDictionary(test => test.Name) : [];

    [Theory]
    [MemberData(nameof(SharedNames))]
    public void Every_shared_case_holds_byte_for_byte(string name) => Cases[name].Check().ShouldBeNull();
}
