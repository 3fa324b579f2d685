using System.Collections.Frozen;
using System.Text.RegularExpressions;
using PackMan.KindSchemas;
using PackMan.Manifests;
using PackMan.Yaml;

namespace PackMan.Linting.Rules.Templates;

internal sealed partial class AmbiguousTextRule() : LintRule("template/ambiguous-scalar", LintSeverity.Warning, "YAML 1.1 and 1.2 read it differently, so what arrives depends on the tool.")
{
    private static readonly FrozenSet<string> True = Cased("y", "yes", "on");
    private static readonly FrozenSet<string> False = Cased("n", "no", "off");

    internal override IEnumerable<Finding> Check(LintedRendering rendering) => rendering.Manifests.Where(manifest => manifest.YamlFault is null).SelectMany(Check);

    public static bool IsTrueWord(string text) => True.Contains(text);

    public static bool IsBooleanWord(string text) => True.Contains(text) || False.Contains(text);

    private IEnumerable<Finding> Check(LintedManifest manifest)
    {
        var builtIn = new Queue<(int End, bool IsBuiltIn)>(manifest.Documents.Select(document => (document.EndLine, IsBuiltIn(document.Root))));
        foreach (var scalar in PlainScalars.In(manifest.Text).Where(scalar => !scalar.IsKey))
        {
            while (builtIn.Count > 1 && builtIn.Peek().End < scalar.Line)
            {
                builtIn.Dequeue();
            }

            if (Reason(scalar.Text, builtIn.Peek().IsBuiltIn) is { } reason && manifest.At(scalar.Line, scalar.Column) is var frame && IsWritten(frame, scalar.Text, manifest))
            {
                yield return Tell($"`{scalar.Text}` {reason}", LintedManifest.Pointed(frame, scalar.Text, scalar.Column), "Put it in quotes if text is meant");
            }
        }
    }

    // What an expression prints is quoted where it has to be: only text of the template and `raw` are taken as they are.
    // What `raw` prints into a Secret is not told.
    private static bool IsWritten(CodeFrame frame, string text, LintedManifest manifest) => frame.LineText is { } line
        && (line.Contains(text, StringComparison.Ordinal) || (line.Contains("raw", StringComparison.Ordinal) && !manifest.Text.Contains("kind: Secret", StringComparison.Ordinal)));

    private static string? Reason(string text, bool isBuiltIn) => text switch
    {
        _ when IsBooleanWord(text) => $"is {(IsTrueWord(text) ? "true" : "false")} to YAML 1.1 and text to YAML 1.2",
        ['0', >= '0' and <= '9', ..] when text.All(char.IsAsciiDigit) => "is octal to YAML 1.1 and decimal to YAML 1.2",
        ['0', 'o', ..] when text.Skip(2).All(char.IsAsciiDigit) => "is text to YAML 1.1 and an octal number to YAML 1.2",
        _ when BaseSixty().IsMatch(text) => "is a number of base 60 to YAML 1.1 and text to YAML 1.2",
        _ when Date().IsMatch(text) => "is a date to YAML 1.1 and text to YAML 1.2",
        _ when Underscored().IsMatch(text) => "is a number to YAML 1.1 and text to YAML 1.2",
        _ when !isBuiltIn && VersionLike().IsMatch(text) => "is a number, which loses its last zero",
        _ => null,
    };

    private static FrozenSet<string> Cased(params string[] words) =>
        FrozenSet.Create(StringComparer.Ordinal, [.. words, .. words.Select(word => char.ToUpperInvariant(word[0]) + word[1..]), .. words.Select(word => word.ToUpperInvariant())]);

    // There, the type of the field decides, and a wrong one is told.
    private static bool IsBuiltIn(YamlNode root) => root is YamlMap map
        && new KubernetesObject(map) is var target && SchemaCatalog.BuiltIn.FindKind(target.Group, target.Version, target.Kind) is not null;

    [GeneratedRegex(@"^[-+]?[0-9]+(:[0-5]?[0-9])+(\.[0-9]*)?$")]
    private static partial Regex BaseSixty();

    [GeneratedRegex(@"^[0-9]{4}-[0-9]{2}-[0-9]{2}([Tt ].*)?$")]
    private static partial Regex Date();

    [GeneratedRegex(@"^[-+]?[0-9]+(_[0-9]+)+$")]
    private static partial Regex Underscored();

    [GeneratedRegex(@"^[0-9]+\.[0-9]*0$")]
    private static partial Regex VersionLike();
}
