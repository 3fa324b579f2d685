using PackMan.Manifests;

namespace PackMan.Linting.Rules.Objects;

internal sealed class DuplicateObjectRule() : LintRule("object/duplicate", LintSeverity.Error, "Of two objects of one name only one can be installed.")
{
    internal override IEnumerable<Finding> Check(LintedRendering rendering)
    {
        var seen = new Dictionary<ObjectIdentity, LintedObject>();
        foreach (var item in rendering.Objects)
        {
            if (!seen.TryAdd(item.Object.Identity, item))
            {
                yield return Tell($"`{item.Object}` is printed twice, first at {seen[item.Object.Identity].Place}", item.Place, "Remove one of them, or put what differs into the name");
            }
        }
    }
}
