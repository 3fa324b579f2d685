using PackMan.Values;

namespace PackMan.Templating.Uses;

/// <summary>A node of the tree that the patterns of all uses make.</summary>
internal sealed class UseNode
{
    private readonly Dictionary<UseStep, UseNode> _children = [];

    public bool IsWhole { get; private set; }

    public bool HasItems => _children.Keys.Any(step => step.IsItem);

    public IEnumerable<string> Keys => _children.Keys.Select(step => step.Key).OfType<string>();

    public void Add(ReadOnlySpan<UseStep> pattern, bool isWhole)
    {
        if (pattern.IsEmpty)
        {
            IsWhole |= isWhole;
            return;
        }

        if (!_children.TryGetValue(pattern[0], out var child))
        {
            _children.Add(pattern[0], child = new UseNode());
        }

        child.Add(pattern[1..], isWhole);
    }

    public IEnumerable<UseNode> Below(PathStep step) => _children.Where(child => Fits(child.Key, step)).Select(child => child.Value);

    public static bool Fits(UseStep pattern, PathStep step) => step switch
    {
        PathStep.Key key => !pattern.IsItem && (pattern.Key is null || pattern.Key == key.Name),
        _ => pattern.IsItem,
    };
}
