using PackMan.Yaml;

namespace PackMan.Linting.Rules.Objects;

internal sealed class LabelsRule() : LintRule("object/label", LintSeverity.Error, "The API server refuses labels with other characters or more than 63 of them.")
{
    internal override IEnumerable<Finding> Check(LintedObject item) =>
        new[] { item.Object.Labels, item.Object.Content.Find("spec", "template", "metadata", "labels") as YamlMap ?? YamlMap.Empty }
            .SelectMany(labels => labels.Entries)
            .Where(label => label.Value is YamlString)
            .Select(label => (label.Key, label.Value, Fault: ObjectNames.FindFaultOfLabel(label.Key, label.Value.ToString()!)))
            .Where(label => label.Fault is not null)
            .Select(label => Tell($"`{item.Object}` has the label `{label.Key}`, and {label.Fault}", item.AtKey(label.Key, label.Value), "Use up to 63 letters, digits, `-`, `_` and `.`, with a letter or digit at both ends"));
}
