using PackMan.Actions.Lint;
using PackMan.Linting;
using PackMan.Yaml;

namespace PackMan.Cli.Output;

/// <summary>
/// What `lint -o sarif` prints: SARIF 2.1.0 (https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html) as code scanning services take it:
/// every result has a place, and its file is relative to the working folder.
/// </summary>
internal static class SarifLog
{
    private const string Schema = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";
    private const string Root = "%SRCROOT%";

    public static YamlMap Of(LintReport report, string workingFolder) => Model.Map(
        ("$schema", Model.Text(Schema)),
        ("version", Model.Text("2.1.0")),
        ("runs", YamlList.Of(Model.Map(
            ("tool", Model.Map(("driver", Driver()))),
            ("columnKind", Model.Text("utf16CodeUnits")),
            ("results", YamlList.Of(report.Result.Charts.SelectMany(chart => report.Shown(chart).Select(finding => Result(chart, finding, workingFolder)))))))));

    private static YamlMap Driver() => Model.Map(
        ("name", Model.Text("PackMan")),
        ("semanticVersion", Model.Text(BuildVersion.Read().Version)),
        ("rules", YamlList.Of(RuleTable.All.Select(Rule))));

    private static YamlMap Rule(LintRule rule) => Model.Map(
        ("id", Model.Text(rule.Id)),
        ("shortDescription", Message(rule.Rationale)),
        ("fullDescription", Message(rule.Rationale)),
        ("help", Message($"{rule.Rationale} Silence it on a line with `# packman-lint: disable={rule.Id}`.")),
        ("defaultConfiguration", Model.Map(("level", Model.Text(Level(rule))))));

    private static YamlMap Result(LintedPath chart, Finding finding, string workingFolder)
    {
        var place = finding.Frame ?? new CodeFrame(chart.Path, 1, 1);
        return Model.Map(
            ("ruleId", Model.Text(finding.Rule.Id)),
            ("ruleIndex", Model.Number(RuleTable.All.IndexOf(finding.Rule))),
            ("level", Model.Text(Level(finding.Rule))),
            ("message", Message(Text(finding))),
            ("locations", YamlList.Of(Location(place, workingFolder))),
            ("relatedLocations", Model.ListOrNone(YamlList.Of(place.Callers.Select(caller => Location(caller, workingFolder).With("message", Message("included from here")))))));
    }

    private static string Text(Finding finding)
    {
        var values = finding.ValuesFile is { } file ? $" (with the values of {file})" : "";
        return $"{finding.Message}{values}{(finding.Hint is { } hint ? $". {hint}" : "")}";
    }

    private static YamlMap Location(CodeFrame place, string workingFolder) => Model.Map(("physicalLocation", Model.Map(
        ("artifactLocation", Artifact(place.File, workingFolder)),
        ("region", Model.Map(
            ("startLine", Model.Number(Math.Max(1, place.Line))),
            ("startColumn", Model.Number(Math.Max(1, place.Column))),
            ("endColumn", Model.Number(Math.Max(1, place.Column) + Math.Max(1, place.Length))),
            ("snippet", place.LineText is { } line ? Message(line) : null))))));

    private static YamlMap Artifact(string file, string workingFolder)
    {
        var path = Path.IsPathFullyQualified(file) ? Path.GetRelativePath(workingFolder, file).Replace('\\', '/') : file;
        return Path.IsPathFullyQualified(path) || path.StartsWith("../", StringComparison.Ordinal)
            ? Model.Map(("uri", Model.Text(new Uri(Path.GetFullPath(path, workingFolder)).AbsoluteUri)))
            : Model.Map(("uri", Model.Text(string.Join('/', path.Split('/').Where(part => part != ".").Select(Uri.EscapeDataString)))), ("uriBaseId", Model.Text(Root)));
    }

    private static YamlMap Message(string text) => Model.Map(("text", Model.Text(text)));

    private static string Level(LintRule rule) => rule.Severity switch
    {
        LintSeverity.Error => "error",
        LintSeverity.Warning => "warning",
        _ => "note",
    };
}
