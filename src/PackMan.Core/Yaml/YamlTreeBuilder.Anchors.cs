using YamlDotNet.Core.Events;

namespace PackMan.Yaml;

internal sealed partial class YamlTreeBuilder
{
    private YamlNode ReadAnchored(NodeEvent current)
    {
        var name = current.Anchor.Value;
        var (nodes, characters, deepest) = (_nodes, _characters, _deepest);

        // Open until its node is complete, so that an alias inside is known for what it is: a node that contains itself.
        _anchors[name] = null;
        _deepest = _depth;
        var node = ReadContent(current);
        _anchors[name] = new Anchored(node, _nodes - nodes + 1, _characters - characters, _deepest - _depth);
        _deepest = Math.Max(deepest, _deepest);
        return node;
    }

    /// <summary>The node an alias stands for. It is shared, not copied, yet counts in full: who writes it out meets its whole size.</summary>
    private YamlNode Expand(AnchorAlias alias)
    {
        var name = alias.Value.Value;
        if (!_anchors.TryGetValue(name, out var anchored))
        {
            throw source.Error($"The alias `*{name}` refers to an anchor that no earlier line defines", alias.Start, $"Quote it if the text `*{name}` is meant");
        }

        if (anchored is null)
        {
            throw source.Error($"The alias `*{name}` stands inside the node it refers to", alias.Start);
        }

        Count(alias.Start, anchored.Nodes, anchored.Characters);
        if (_depth + anchored.Height > limits.MaxDepth)
        {
            throw source.Error($"Maps and lists are nested deeper than {limits.MaxDepth} levels by the alias `*{name}`", alias.Start);
        }

        _deepest = Math.Max(_deepest, _depth + anchored.Height);
        return anchored.Node;
    }

    private sealed record Anchored(YamlNode Node, int Nodes, long Characters, int Height);
}
