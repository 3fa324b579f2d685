using System.Collections.Immutable;

namespace PackMan.Schemas;

/// <summary>Values break the schema of their chart or of a subchart; all violations are told at once.</summary>
public sealed class ValuesSchemaException(string chartName, ImmutableArray<SchemaViolation> violations)
    : PackManException($"The values do not fit the schema of chart `{chartName}`:\n{string.Join('\n', violations.Select(violation => "- " + violation.Describe()))}")
{
    public ImmutableArray<SchemaViolation> Violations { get; } = violations;

    public override string? Hint => "Correct the values, or skip the check with `--skip-schema-validation`";
}
