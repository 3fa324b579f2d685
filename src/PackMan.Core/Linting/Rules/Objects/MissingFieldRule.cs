namespace PackMan.Linting.Rules.Objects;

internal sealed class MissingFieldRule() : LintRule("object/missing-field", LintSeverity.Error, "The API server refuses objects without it.")
{
    internal override IEnumerable<Finding> Check(LintedObject item) => item.FieldFaults.OfType<FieldFault.Missing>()
        .Where(missing => !IsMisspelt(missing, item))
        .Select(fault => Tell($"{KindPhrase.AtStart(item.Object.Kind)} needs `{fault.Path}`", item.At(fault.Node)));

    // The one that is there under a name of its own is told by that name.
    private static bool IsMisspelt(FieldFault.Missing missing, LintedObject item) => item.FieldFaults.OfType<FieldFault.Unknown>()
        .Any(unknown => unknown.Nearest == missing.Key && unknown.Path[..^unknown.Key.Length] == missing.Path[..^missing.Key.Length]);
}
