using PackMan.Yaml;

namespace PackMan.Linting.Rules.Objects;

internal sealed class CrdFileRule() : LintRule("crd/kind", LintSeverity.Error, "What lies in crds/ is applied before everything else, so nothing but definitions of kinds may be there.")
{
    internal override IEnumerable<Finding> Check(LintedChart chart) => CrdDocuments.Of(chart).SelectMany(document => Check(document.Root, document.Frame));

    private IEnumerable<Finding> Check(YamlNode root, CodeFrame frame)
    {
        if (root.FindString("kind") != "CustomResourceDefinition")
        {
            yield return Tell($"A file of `crds/` holds {(root.FindString("kind") is { } kind ? $"the kind `{kind}`" : "no `kind`")}", frame, "Only a CustomResourceDefinition belongs there; put other objects into `templates/`");
        }
        else if (root.FindString("apiVersion") is not ("apiextensions.k8s.io/v1" or "apiextensions.k8s.io/v1beta1"))
        {
            yield return Tell($"`{root.FindString("apiVersion")}` defines no kinds", frame, "Write `apiVersion: apiextensions.k8s.io/v1`");
        }
    }
}
