using PackMan.Charts;

namespace PackMan.Schemas;

/// <summary>Reads the schema of each chart once, however many aliases it has and whoever asks. Not for several threads at once.</summary>
internal sealed class ChartSchemas
{
    private readonly Dictionary<Chart, JsonSchema?> _schemas = new(ReferenceEqualityComparer.Instance);

    /// <summary>A chart's schema; null when it has none.</summary>
    /// <exception cref="PackManException">The file is no valid schema.</exception>
    public JsonSchema? Of(Chart chart)
    {
        if (!_schemas.TryGetValue(chart, out var schema))
        {
            _schemas.Add(chart, schema = ValuesSchema.SchemaOf(chart));
        }

        return schema;
    }
}
