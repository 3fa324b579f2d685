using System.Text;
using System.Text.Json;
using PackMan.Actions.Lint;
using PackMan.Cli;
using PackMan.Cli.Output;
using PackMan.Linting;
using PackMan.Yaml;
using Shouldly;
using Xunit;

namespace PackMan.Tests.Cli;

public sealed class LintCommandTests
{
    [Fact]
    public async Task Findings_are_told_with_their_places() => Golden.Verify(
        await Session().RunAllAsync(
            "packman lint ./untidy",
            "packman lint ./web ./shop --quiet",
            "packman lint untidy --kube-version 1.25 --disable object/unknown-field,values/unread --disable template/render --quiet",
            "packman lint ./web ./nowhere --strict"),
        "LintCommandTests.Text");

    [Fact]
    public async Task They_are_data_too() => Golden.Verify(
        await Session().RunAllAsync("packman lint ./untidy -o yaml", "packman lint ./web ./nowhere -o json", "packman lint ./untidy -o json --quiet --disable object/unknown-field"),
        "LintCommandTests.Data");

    [Fact]
    public async Task Mistakes_of_the_line_are_refused_before_anything_is_looked_at() => Golden.Verify(
        await Session().RunAllAsync(
            "packman lint ./untidy --disable object/unknown-fields",
            "packman lint ./untidy --disable everything",
            "packman lint ./untidy --kube-version new",
            "packman lint ./untidy -f nowhere.yaml",
            "packman lint ./untidy -o xml"),
        "LintCommandTests.Mistakes");

    [Fact]
    public async Task The_working_folder_is_linted_when_none_is_named()
    {
        var spoken = await new Session { IsReal = true, CurrentDirectory = Path.Combine(Cli.Session.ChartsFolder, "untidy") }.RunAsync("packman lint");

        spoken.ExitCode.ShouldBe(ExitCodes.Failed);
        spoken.Output.ShouldContain("==> Linting .");
        spoken.Output.ShouldContain("--> templates/deployment.yaml:6:3");
    }

    [Theory]
    [InlineData("packman lint ./shop", ExitCodes.Done)]
    [InlineData("packman lint ./untidy", ExitCodes.Failed)]
    [InlineData("packman lint ./untidy --disable object/unknown-field,object/missing-field,template/render,object/removed-api,object/wrong-type", ExitCodes.Done)]
    [InlineData("packman lint ./untidy --disable object/unknown-field,object/missing-field,template/render,object/removed-api,object/wrong-type --strict", ExitCodes.Failed)]
    [InlineData("packman lint ./untidy ./shop -o sarif", ExitCodes.Failed)]
    public async Task The_exit_code_says_whether_a_chart_failed(string line, int code) => (await Session().RunAsync(line)).ExitCode.ShouldBe(code);

    [Fact]
    public async Task Sarif_is_reviewed()
    {
        var log = JsonText.Parse((await Session().RunAsync("packman lint ./untidy -o sarif")).Output);
        var results = ((YamlList)log.Find("runs")!)[0].Find("results")!;

        Golden.Verify(Encoding.UTF8.GetString(JsonText.WriteBytes(results, indented: true)) + "\n", "LintCommandTests.Sarif", "json");
    }

    /// <summary>What the SARIF 2.1.0 standard requires, and what GitHub's code scanning asks for on top.</summary>
    [Theory]
    [InlineData("packman lint ./untidy -o sarif")]
    [InlineData("packman lint ./nowhere -o sarif")]
    [InlineData("packman lint ./shop -o sarif")]
    public async Task Sarif_keeps_the_rules_of_the_standard(string line)
    {
        using var log = JsonDocument.Parse((await Session().RunAsync(line)).Output);
        var root = log.RootElement;
        root.GetProperty("version").GetString().ShouldBe("2.1.0");
        new Uri(root.GetProperty("$schema").GetString()!).Scheme.ShouldBe("https");
        var run = root.GetProperty("runs").EnumerateArray().ShouldHaveSingleItem();
        var driver = run.GetProperty("tool").GetProperty("driver");
        driver.GetProperty("name").GetString().ShouldBe("PackMan");
        var rules = driver.GetProperty("rules").EnumerateArray().ToList();
        rules.Select(rule => rule.GetProperty("id").GetString()).ShouldBe(RuleTable.All.Select(rule => rule.Id));
        rules.ShouldAllBe(rule => rule.GetProperty("shortDescription").GetProperty("text").GetString()!.Length > 0
            && rule.GetProperty("help").GetProperty("text").GetString()!.Length > 0
            && Levels.Contains(rule.GetProperty("defaultConfiguration").GetProperty("level").GetString()));
        foreach (var result in run.GetProperty("results").EnumerateArray())
        {
            Check(result, rules);
        }
    }

    [Fact]
    public void Places_outside_of_the_working_folder_are_whole_addresses()
    {
        var inside = Uris("/work/charts/web/my values.yaml", "/work/charts");
        var outside = Uris("../web/values.yaml", "/work/charts");

        inside.ShouldBe(["web/my%20values.yaml"]);
        outside.ShouldBe(["file:///work/web/values.yaml"]);
    }

    private static readonly string?[] Levels = ["error", "warning", "note"];

    private static void Check(JsonElement result, List<JsonElement> rules)
    {
        rules[result.GetProperty("ruleIndex").GetInt32()].GetProperty("id").GetString().ShouldBe(result.GetProperty("ruleId").GetString());
        Levels.ShouldContain(result.GetProperty("level").GetString());
        result.GetProperty("message").GetProperty("text").GetString().ShouldNotBeNullOrEmpty();
        var place = result.GetProperty("locations").EnumerateArray().ShouldHaveSingleItem().GetProperty("physicalLocation");
        var uri = place.GetProperty("artifactLocation").GetProperty("uri").GetString()!;
        Uri.TryCreate(uri, UriKind.Relative, out _).ShouldBeTrue(uri);
        uri.ShouldNotStartWith("/");
        uri.ShouldNotContain("\\");
        var region = place.GetProperty("region");
        region.GetProperty("startLine").GetInt32().ShouldBeGreaterThan(0);
        region.GetProperty("endColumn").GetInt32().ShouldBeGreaterThan(region.GetProperty("startColumn").GetInt32());
    }

    private static IEnumerable<string?> Uris(string file, string workingFolder)
    {
        var finding = new Finding(RuleTable.All[0], "x", new CodeFrame(file, 1, 1), null);
        var report = new LintReport(new LintResult([new LintedPath("web", null, null, [finding], 0)]), false, false);
        using var log = JsonDocument.Parse(JsonText.Write(SarifLog.Of(report, workingFolder)));
        return [.. log.RootElement.GetProperty("runs")[0].GetProperty("results").EnumerateArray().Select(result =>
            result.GetProperty("locations")[0].GetProperty("physicalLocation").GetProperty("artifactLocation").GetProperty("uri").GetString())];
    }

    private static Session Session() => new() { IsReal = true };
}
