
namespace PackMan.Templating.Scope;

/// <summary>An entry of a map in a loop: `e.key`, `e.value`.</summary>
internal sealed class EntryNode(string key, object? value) : ReadOnlyNode
{
    private static readonly string[] Names = ["key", "value"];

    public string Key => key;

    public object? Value => value;

    public override string Label => "a map entry";

    public override IEnumerable<string> GetMembers() => Names;

    protected override bool TryRead(string member, out object? result)
    {
        result = member switch
        {
            "key" => key,
            "value" => value,
            _ => null,
        };
        return member is "key" or "value";
    }
}
