namespace PackMan.Linting.Rules.Objects;

internal sealed class UnknownFieldRule() : LintRule("object/unknown-field", LintSeverity.Error, "The API server refuses fields that the kind does not have.")
{
    internal override IEnumerable<Finding> Check(LintedObject item) => item.FieldFaults.OfType<FieldFault.Unknown>().Select(fault => Tell(
        $"`{fault.Path}` is no field of {KindPhrase.Of(item.Object.Kind)}",
        item.AtKey(fault.Key, fault.Node),
        fault.Nearest is { } nearest ? $"Did you mean `{nearest}`?" : null));
}
