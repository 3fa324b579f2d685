namespace PackMan.Linting.Rules.Objects;

internal sealed class InvalidValueRule() : LintRule("object/invalid-value", LintSeverity.Error, "The API server refuses a value outside what the kind's definition allows.")
{
    internal override IEnumerable<Finding> Check(LintedObject item) => item.FieldFaults.OfType<FieldFault.Invalid>().Select(fault => Tell(
        $"{Named(fault)} of {KindPhrase.Of(item.Object.Kind)} must {fault.Expected}{(fault.Got is null ? "" : $", got {fault.Got}")}",
        fault.Key.Length == 0 ? item.Place : item.AtKey(fault.Key, fault.Node)));

    private static string Named(FieldFault.Invalid fault) => fault.Path.Length == 0 ? "The content" : $"`{fault.Path}`";
}
