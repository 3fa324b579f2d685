using PackMan.KindSchemas;

namespace PackMan.Linting.Rules.Objects;

internal sealed class DeprecatedApiRule() : LintRule("object/deprecated-api", LintSeverity.Warning, "A coming release of Kubernetes will not take it any more.")
{
    internal override IEnumerable<Finding> Check(LintedObject item)
    {
        var minor = item.Chart.Settings.Minor;
        return KindLifecycle.Find(item.Object.ApiVersion, item.Object.Kind) is { } life && minor >= life.Deprecated && life.IsServedIn(minor)
            ? [Tell($"`{life.ApiVersion}` of {life.Kind} is deprecated since Kubernetes 1.{life.Deprecated}{(life.Removed is { } removed ? $" and gone in 1.{removed}" : "")}", item.AtKey("apiVersion", item.Object.Content.Find("apiVersion") ?? item.Object.Content), life.ReplacementIn(minor) is { } replacement ? $"Use `{replacement}`" : null)]
            : [];
    }
}
