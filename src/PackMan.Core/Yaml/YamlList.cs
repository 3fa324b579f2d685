using System.Collections;
using System.Collections.Immutable;

namespace PackMan.Yaml;

/// <summary>A list of nodes.</summary>
public sealed class YamlList(ImmutableArray<YamlNode> items, Origin? origin = null) : YamlNode(origin), IReadOnlyList<YamlNode>
{
    private TreeMeasure? _measure;

    public static YamlList Empty { get; } = new([]);

    public ImmutableArray<YamlNode> Items { get; } = items;

    public int Count => Items.Length;

    public YamlNode this[int index] => Items[index];

    public override string KindName => "list";

    internal override TreeMeasure Measure => _measure ??= TreeMeasure.Of(Items);

    public static YamlList Of(params IEnumerable<YamlNode> items) => new([.. items]);

    public override YamlNode WithOrigin(Origin? origin) => new YamlList(Items, origin);

    IEnumerator<YamlNode> IEnumerable<YamlNode>.GetEnumerator() => ((IEnumerable<YamlNode>)Items).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => ((IEnumerable)Items).GetEnumerator();
}
