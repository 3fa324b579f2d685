using PackMan.KindSchemas;

namespace PackMan.Linting.Rules.Objects;

internal sealed class FutureApiRule() : LintRule("object/future-api", LintSeverity.Error, "This release of Kubernetes does not know it yet.")
{
    internal override IEnumerable<Finding> Check(LintedObject item)
    {
        var minor = item.Chart.Settings.Minor;
        return KindLifecycle.Find(item.Object.ApiVersion, item.Object.Kind) is { } life && minor < life.Introduced
            ? [Tell($"`{life.ApiVersion}` of {life.Kind} comes with Kubernetes 1.{life.Introduced}", item.AtKey("apiVersion", item.Object.Content.Find("apiVersion") ?? item.Object.Content), "Print an older version where `capabilities.api_versions.has` does not find it, or raise `kubeVersion` of the chart")]
            : [];
    }
}
