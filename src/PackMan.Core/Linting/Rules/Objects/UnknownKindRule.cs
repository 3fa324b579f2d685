using System.Collections.Frozen;
using PackMan.KindSchemas;
using PackMan.Live;
using PackMan.Manifests;
using PackMan.Templating.Evaluation;

namespace PackMan.Linting.Rules.Objects;

internal sealed class UnknownKindRule() : LintRule("object/unknown-kind", LintSeverity.Error, "The API server knows no such kind.")
{
    private static readonly FrozenSet<string> Groups = BuiltInResources.All.Resources.Select(resource => resource.Group).ToFrozenSet(StringComparer.Ordinal);

    internal override IEnumerable<Finding> Check(LintedObject item)
    {
        var target = item.Object;
        if (!Groups.Contains(target.Group) || item.Kinds.Find(target) is not null || KindLifecycle.Find(target.ApiVersion, target.Kind) is not null)
        {
            return [];
        }

        var known = BuiltInResources.All.Find(target.Group, target.Version, target.Kind) is not null || target.Version.Contains("alpha", StringComparison.Ordinal) || target.Version.Contains("beta", StringComparison.Ordinal);
        return known ? [] : [Tell($"`{target.ApiVersion}` has no kind `{target.Kind}`", item.AtKey("kind", target.Content.Find("kind") ?? target.Content), HintFor(target))];
    }

    private static string? HintFor(KubernetesObject target)
    {
        var all = BuiltInResources.All.Resources;
        return all.FirstOrDefault(resource => resource.Kind == target.Kind) is { } elsewhere ? $"{KindPhrase.AtStart(target.Kind)} has `apiVersion: {elsewhere.ApiVersion}`"
            : NearestName.Find(target.Kind, all.Where(resource => resource.ApiVersion == target.ApiVersion).Select(resource => resource.Kind)) is { } nearest ? $"Did you mean `{nearest}`?"
            : null;
    }
}
