namespace PackMan.Schemas;

/// <summary>What one schema found in one node: violations, and the keys and items it looked at (for `unevaluated…`).</summary>
internal sealed class SchemaOutcome
{
    private HashSet<string>? _keys;
    private HashSet<int>? _items;

    public List<SchemaViolation> Violations { get; } = [];

    public bool IsValid => Violations.Count == 0;

    public bool HasSeen(string key) => _keys?.Contains(key) == true;

    public bool HasSeen(int item) => _items?.Contains(item) == true;

    public void See(string key) => (_keys ??= new HashSet<string>(StringComparer.Ordinal)).Add(key);

    public void See(int item) => (_items ??= []).Add(item);

    /// <summary>Takes over a schema that applies to the same node and must hold.</summary>
    public void Require(SchemaOutcome other)
    {
        Violations.AddRange(other.Violations);
        TakeSeen(other);
    }

    /// <summary>Takes over what a schema for the same node has looked at; one that failed has looked at nothing.</summary>
    public void TakeSeen(SchemaOutcome other)
    {
        if (!other.IsValid)
        {
            return;
        }

        if (other._keys is not null)
        {
            (_keys ??= new HashSet<string>(StringComparer.Ordinal)).UnionWith(other._keys);
        }

        if (other._items is not null)
        {
            (_items ??= []).UnionWith(other._items);
        }
    }
}
