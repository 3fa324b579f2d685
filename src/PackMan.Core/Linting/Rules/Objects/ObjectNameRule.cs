namespace PackMan.Linting.Rules.Objects;

internal sealed class ObjectNameRule() : LintRule("object/name", LintSeverity.Error, "The API server refuses names that break the rule of their kind.")
{
    internal override IEnumerable<Finding> Check(LintedObject item) => ObjectNames.FindFault(item.Object) is { } fault
        ? [Tell($"The {item.Object.Kind} cannot be called `{item.Object.Name}`: {fault}", item.Object.Content.Find("metadata", "name") is { } name ? item.AtKey("name", name) : item.Place)]
        : [];
}
