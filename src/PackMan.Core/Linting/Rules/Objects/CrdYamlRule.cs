namespace PackMan.Linting.Rules.Objects;

internal sealed class CrdYamlRule() : LintRule("crd/yaml", LintSeverity.Error, "A definition that cannot be read stops the installation.")
{
    internal override IEnumerable<Finding> Check(LintedChart chart) => chart.Chart.Crds.SelectMany(file => CrdDocuments.FaultOf(chart, file) is { } fault ? [Tell(fault)] : Array.Empty<Finding>());
}
