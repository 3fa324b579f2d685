namespace PackMan.Yaml;

/// <summary>How large a tree is when it is written out: a branch that is shared counts wherever it stands.</summary>
/// <param name="Nodes">Nodes in all, at most about <see cref="long.MaxValue"/> / 2.</param>
/// <param name="Depth">Maps and lists inside one another; 0 for a scalar.</param>
internal sealed record TreeMeasure(long Nodes, int Depth)
{
    // Halved so that a sum of two never overflows.
    private const long Most = long.MaxValue / 2;

    public static TreeMeasure Scalar { get; } = new(1, 0);

    public static TreeMeasure Of(IEnumerable<YamlNode> children)
    {
        var (nodes, depth) = (1L, 0);
        foreach (var child in children)
        {
            nodes = Math.Min(Most, nodes + child.Measure.Nodes);
            depth = Math.Max(depth, child.Measure.Depth);
        }

        return new TreeMeasure(nodes, depth + 1);
    }
}
