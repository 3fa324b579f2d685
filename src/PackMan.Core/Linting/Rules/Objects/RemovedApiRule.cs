using PackMan.KindSchemas;

namespace PackMan.Linting.Rules.Objects;

internal sealed class RemovedApiRule() : LintRule("object/removed-api", LintSeverity.Error, "This release of Kubernetes does not take it any more.")
{
    internal override IEnumerable<Finding> Check(LintedObject item)
    {
        var minor = item.Chart.Settings.Minor;
        return KindLifecycle.Find(item.Object.ApiVersion, item.Object.Kind) is { } life && minor >= life.Removed
            ? [Tell($"`{life.ApiVersion}` of {life.Kind} is gone since Kubernetes 1.{life.Removed}", item.AtKey("apiVersion", item.Object.Content.Find("apiVersion") ?? item.Object.Content), life.ReplacementIn(minor) is { } replacement ? $"Use `{replacement}`" : "Nothing takes its place")]
            : [];
    }
}
