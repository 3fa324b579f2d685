namespace PackMan.Schemas;

/// <summary>Two keywords of a schema may say the same about the same node; once is enough for a reader.</summary>
internal sealed class SchemaViolationComparer : IEqualityComparer<SchemaViolation>
{
    public static SchemaViolationComparer Instance { get; } = new();

    public bool Equals(SchemaViolation? x, SchemaViolation? y) => x?.Describe() == y?.Describe();

    public int GetHashCode(SchemaViolation obj) => obj.Describe().GetHashCode(StringComparison.Ordinal);
}
