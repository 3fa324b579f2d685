namespace PackMan.Linting.Rules.Values;

internal sealed class ReadableSchemaRule() : LintRule("values/schema", LintSeverity.Error, "A schema that is broken refuses every installation.")
{
    internal override IEnumerable<Finding> Check(LintedChart chart) => chart.SchemaFault is { } fault
        ? [Tell(fault) with { Frame = fault.Frame ?? chart.FrameOf("values.schema.json") }]
        : [];
}
