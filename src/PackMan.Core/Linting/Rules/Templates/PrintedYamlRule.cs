namespace PackMan.Linting.Rules.Templates;

internal sealed class PrintedYamlRule() : LintRule("template/yaml", LintSeverity.Error, "A template that prints no YAML stops the installation.")
{
    internal override IEnumerable<Finding> Check(LintedRendering rendering) => rendering.Manifests.Select(manifest => manifest.YamlFault).OfType<PackManException>().Select(Tell);
}
