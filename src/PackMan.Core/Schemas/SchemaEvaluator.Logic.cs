using PackMan.Yaml;

namespace PackMan.Schemas;

internal sealed partial class SchemaEvaluator
{
    /// <summary>How many alternatives a message tells apart before it only counts them.</summary>
    private const int ToldAlternatives = 4;

    /// <summary>The keywords that apply further schemas to the node itself.</summary>
    private void ApplyToSameNode(string keyword, YamlNode value, YamlMap schema, SchemaInstance instance, SchemaScope scope, SchemaOutcome outcome)
    {
        switch (keyword, value)
        {
            case ("$ref" or "$recursiveRef", YamlString reference):
                outcome.Require(EvaluateReference(reference.Value, instance, scope));
                break;
            case ("$dynamicRef", YamlString reference):
                outcome.Require(EvaluateDynamicReference(reference.Value, instance, scope));
                break;
            case ("allOf", YamlList all):
                foreach (var one in all.Items)
                {
                    outcome.Require(Evaluate(one, instance, scope));
                }

                break;
            case ("anyOf", YamlList any):
                RequireAny([.. any.Items.Select(one => Evaluate(one, instance, scope))], instance, outcome);
                break;
            case ("oneOf", YamlList one):
                RequireOne([.. one.Items.Select(item => Evaluate(item, instance, scope))], instance, outcome);
                break;
            case ("not", _) when Evaluate(value, instance, scope).IsValid:
                outcome.Violations.Add(instance.Violation(Unwanted(value), SchemaWords.Got(instance.Node)));
                break;
            case ("if", _):
                ApplyIf(value, schema, instance, scope, outcome);
                break;
        }
    }

    private void ApplyIf(YamlNode condition, YamlMap schema, SchemaInstance instance, SchemaScope scope, SchemaOutcome outcome)
    {
        var met = Evaluate(condition, instance, scope);
        outcome.TakeSeen(met);
        if (schema.Find(met.IsValid ? "then" : "else") is { } branch)
        {
            outcome.Require(Evaluate(branch, instance, scope));
        }
    }

    private static void RequireAny(SchemaOutcome[] alternatives, SchemaInstance instance, SchemaOutcome outcome)
    {
        foreach (var alternative in alternatives)
        {
            outcome.TakeSeen(alternative);
        }

        if (!alternatives.Any(alternative => alternative.IsValid))
        {
            outcome.Violations.Add(NoneFits(alternatives, instance));
        }
    }

    private static void RequireOne(SchemaOutcome[] alternatives, SchemaInstance instance, SchemaOutcome outcome)
    {
        var fitting = alternatives.Where(alternative => alternative.IsValid).ToArray();
        switch (fitting.Length)
        {
            case 0:
                outcome.Violations.Add(NoneFits(alternatives, instance));
                break;
            case 1:
                outcome.TakeSeen(fitting[0]);
                break;
            default:
                outcome.Violations.Add(instance.Violation($"fit exactly one of {alternatives.Length} alternatives, but fits {fitting.Length}", null));
                break;
        }
    }

    private static SchemaViolation NoneFits(SchemaOutcome[] alternatives, SchemaInstance instance)
    {
        var first = alternatives.Where(alternative => !alternative.IsValid).Select(alternative => alternative.Violations[0]).ToArray();
        var here = instance.Path();
        var told = first.Take(ToldAlternatives).Select(violation => violation.Path.Length == here.Length
            ? violation.Expected
            : $"have a `{SchemaViolation.PathText("", violation.Path.AsSpan()[here.Length..]).TrimStart('.')}` that must {violation.Expected}").Distinct();
        var more = first.Length > ToldAlternatives ? $" (or one of {first.Length - ToldAlternatives} more)" : "";
        return instance.Violation(string.Join(", or ", told) + more, SchemaWords.Got(instance.Node));
    }

    private static string Unwanted(YamlNode schema) => (schema.FindString("title") ?? schema.FindString("description")) is not { } words
        ? "not be what the schema excludes with `not`"
        : $"not be what the schema excludes: {words.TrimEnd('.')}";
}
