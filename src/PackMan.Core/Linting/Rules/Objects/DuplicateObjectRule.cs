using PackMan.Live;
using PackMan.Manifests;

namespace PackMan.Linting.Rules.Objects;

internal sealed class DuplicateObjectRule() : LintRule("object/duplicate", LintSeverity.Error, "Of two objects of one name only one can be installed.")
{
    internal override IEnumerable<Finding> Check(LintedRendering rendering)
    {
        var seen = new Dictionary<ObjectIdentity, LintedObject>();
        var scopes = new ResourceScopes(BuiltInResources.All, rendering.Objects.Select(item => item.Object));
        foreach (var item in rendering.Objects)
        {
            // One that names the namespace of the release is the same as one that names none.
            var normal = NormalForm.Of(item.Object, scopes.IsNamespaced(item.Object), item.Chart.Settings.Namespace);
            if (!seen.TryAdd(normal.Identity, item))
            {
                yield return Tell($"`{item.Object}` is printed twice, first at {seen[normal.Identity].Place}", item.Place, "Remove one of them, or put what differs into the name");
            }
        }
    }
}
