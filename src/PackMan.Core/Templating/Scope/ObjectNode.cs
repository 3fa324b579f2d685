namespace PackMan.Templating.Scope;

/// <summary>A fixed set of named members: `release`, `capabilities`, the scope itself.</summary>
internal sealed class ObjectNode(string label, IReadOnlyDictionary<string, object?> members) : ReadOnlyNode
{
    public override string Label => label;

    public override IEnumerable<string> GetMembers() => members.Keys.Order(StringComparer.Ordinal);

    protected override bool TryRead(string member, out object? result) => members.TryGetValue(member, out result);
}
