using System.Runtime.CompilerServices;
using PackMan.Yaml;
using Shouldly;
using Xunit;

namespace PackMan.Tests.Core.Templating.Output;

public sealed class YamlOutputTests
{
    private const string Absent = "the shared cases are absent";

    private static Dictionary<string, YamlOutputCase> Cases { get; } = Load();

    public static IEnumerable<TheoryDataRow<string>> Names => Cases.Keys.Select(name => new TheoryDataRow<string>(name))
        .Concat(SharedPath is null ? [new TheoryDataRow<string>(Absent) { Skip = Absent }] : []);

    private static string? SharedPath => Repository.Shared is { } shared && File.Exists(Path.Combine(shared, "cases", "yaml-output.yaml"))
        ? Path.Combine(shared, "cases", "yaml-output.yaml")
        : null;

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_case_holds_byte_for_byte(string name) => Cases[name].Check().ShouldBeNull();

    [Theory]
    [MemberData(nameof(Names))]
    public void A_rendering_that_explains_holds_byte_for_byte_too(string name) => Cases[name].Check(explains: true).ShouldBeNull();

    [Theory]
    [MemberData(nameof(Names))]
    public void What_a_case_writes_is_read_as_what_was_meant(string name)
    {
        if (Cases[name].Parsed is not null)
        {
            var (actual, expected) = Cases[name].ReadBack();

            actual.ShouldBe(expected);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Cutting_text_into_characters_changes_nothing(string name) => PieceCuts.WriteCut(Cases[name]).ShouldBe(PieceCuts.Write(Cases[name]));

    [Theory]
    [MemberData(nameof(Names))]
    public void Wrapping_text_in_conditions_changes_nothing(string name)
    {
        if (Cases[name].Expect is { } expected)
        {
            Cases[name].Render(PieceCuts.WrapText(Cases[name].Template)).ShouldBe(expected);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Moving_block_yaml_into_an_include_changes_nothing(string name)
    {
        if (Cases[name] is { IsMulti: false, Parsed: YamlMap or YamlList } test)
        {
            var (actual, expected) = test.ReadBackFromInclude();

            actual.ShouldBe(expected);
        }
    }

    private static Dictionary<string, YamlOutputCase> Load([CallerFilePath] string testFile = "")
    {
        var own = Path.Combine(Path.GetDirectoryName(testFile)!, "Cases", "yaml-output.yaml");
        return new[] { own, SharedPath }.OfType<string>().SelectMany(YamlOutputCase.Load).ToDictionary(test => test.Name);
    }
}
