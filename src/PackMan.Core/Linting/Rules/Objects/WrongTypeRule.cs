using PackMan.Yaml;

namespace PackMan.Linting.Rules.Objects;

internal sealed class WrongTypeRule() : LintRule("object/wrong-type", LintSeverity.Error, "The API server refuses a value of another type than the field has.")
{
    internal override IEnumerable<Finding> Check(LintedObject item) => item.FieldFaults.OfType<FieldFault.WrongType>().Select(fault => Tell(
        $"`{fault.Path}` of {KindPhrase.Of(item.Object.Kind)} must be {fault.Expected}, not a {fault.Node.KindName}",
        item.AtKey(fault.Key, fault.Node),
        HintFor(fault)));

    private static string? HintFor(FieldFault.WrongType fault) => (fault.Expected, fault.Node) switch
    {
        ("a string", YamlNumber or YamlBoolean) => "Put it in quotes",
        (not "a string", YamlString) => "Leave out the quotes",
        _ => null,
    };
}
