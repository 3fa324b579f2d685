using PackMan.Yaml;

namespace PackMan.Linting.Rules.Templates;

internal sealed class BooleanKeyRule() : LintRule("template/boolean-key", LintSeverity.Warning, "YAML as Kubernetes reads it takes the key for true or false.")
{
    internal override IEnumerable<Finding> Check(LintedRendering rendering) =>
        from manifest in rendering.Manifests
        where manifest.YamlFault is null
        from scalar in PlainScalars.In(manifest.Text)
        where scalar.IsKey && AmbiguousTextRule.IsBooleanWord(scalar.Text)
        select Tell(
            $"The key `{scalar.Text}` is read as `{(AmbiguousTextRule.IsTrueWord(scalar.Text) ? "true" : "false")}`",
            LintedManifest.Pointed(manifest.At(scalar.Line, scalar.Column), scalar.Text, scalar.Column),
            $"Put it in quotes: `\"{scalar.Text}\":`");
}
