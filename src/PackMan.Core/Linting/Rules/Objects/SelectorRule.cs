using PackMan.Yaml;

namespace PackMan.Linting.Rules.Objects;

internal sealed class SelectorRule() : LintRule("object/selector", LintSeverity.Error, "A workload whose selector does not find its own pods is refused.")
{
    private static readonly string[] Workloads = ["Deployment", "ReplicaSet", "DaemonSet", "StatefulSet"];

    internal override IEnumerable<Finding> Check(LintedObject item)
    {
        if (item.Object.Group != "apps" || !Workloads.Contains(item.Object.Kind) || item.Object.Content.Find("spec", "selector") is not YamlMap selector)
        {
            return [];
        }

        var labels = item.Object.Content.Find("spec", "template", "metadata", "labels") as YamlMap ?? YamlMap.Empty;
        return Faults(selector, labels).Take(1).Select(fault => Tell($"The selector of `{item.Object}` does not find its pods: {fault}", item.AtKey("selector", selector), "Give the pod template the labels that the selector names"));
    }

    private static IEnumerable<string> Faults(YamlMap selector, YamlMap labels)
    {
        var wanted = selector.Find("matchLabels") as YamlMap ?? YamlMap.Empty;
        var expressions = (selector.Find("matchExpressions") as YamlList ?? YamlList.Empty).Items;
        if (wanted.Count == 0 && expressions.IsEmpty)
        {
            return ["it names no label"];
        }

        return wanted.Entries.Where(label => !YamlNode.DeepEquals(labels.Find(label.Key), label.Value))
            .Select(label => labels.Find(label.Key) is { } other ? $"their label `{label.Key}` is `{other}`, not `{label.Value}`" : $"they have no label `{label.Key}`")
            .Concat(expressions.Where(expression => !Matches(expression, labels)).Select(expression => $"their labels do not fit the expression for `{expression.FindString("key")}`"));
    }

    private static bool Matches(YamlNode expression, YamlMap labels)
    {
        var value = labels.FindString(expression.FindString("key") ?? "");
        var values = (expression.Find("values") as YamlList ?? YamlList.Empty).Items.OfType<YamlString>().Select(item => item.Value);
        return expression.FindString("operator") switch
        {
            "In" => value is not null && values.Contains(value),
            "NotIn" => value is null || !values.Contains(value),
            "Exists" => value is not null,
            "DoesNotExist" => value is null,
            _ => true,
        };
    }
}
