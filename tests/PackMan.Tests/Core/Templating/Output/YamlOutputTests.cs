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

    [Theory]
    [MemberData(nameof(SharedNames))]
    public void What_a_shared_case_writes_is_read_as_what_was_meant(string name)
    {
        if (Cases[name].Expect is not null)
        {
            var (actual, expected) = Cases[name].ReadBack();

            actual.ShouldBe(expected);
        }
    }

    [Theory]
    [MemberData(nameof(SharedNames))]
    public void Cutting_text_into_characters_changes_nothing(string name) => PieceCuts.WriteCut(Cases[name]).ShouldBe(PieceCuts.Write(Cases[name]));

    [Theory]
    [MemberData(nameof(SharedNames))]
    public void Wrapping_text_in_conditions_changes_nothing(string name)
    {
        if (Cases[name].Expect is { } expected)
        {
            Cases[name].Render(PieceCuts.WrapText(Cases[name].Template)).ShouldBe(expected);
        }
    }
}
