namespace PackMan.Linting.Rules.Templates;

internal sealed class TopIndentationRule() : LintRule("template/top-indentation", LintSeverity.Warning, "Tools that cut manifests into documents may take the indented text for part of something else.")
{
    internal override IEnumerable<Finding> Check(LintedRendering rendering) => rendering.Manifests
        .Where(manifest => manifest.YamlFault is null)
        .Select(manifest => (Manifest: manifest, Index: FirstLine(manifest.Lines)))
        .Where(first => first.Index >= 0 && first.Manifest.Lines[first.Index][0] == ' ')
        .Select(first => Tell("The document begins with an indented line", first.Manifest.At(first.Index + 1, 1), "Begin `apiVersion` at the start of its line"));

    private static int FirstLine(IReadOnlyList<string> lines) => Enumerable.Range(0, lines.Count).Append(-1).First(index => index < 0 || HoldsContent(lines[index]));

    private static bool HoldsContent(string line) =>
        !string.IsNullOrWhiteSpace(line) && !line.TrimStart().StartsWith('#') && !line.StartsWith("---", StringComparison.Ordinal);
}
