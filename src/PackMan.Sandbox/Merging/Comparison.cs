using PackMan.KindSchemas;
using PackMan.Sandbox.FieldPaths;
using PackMan.Yaml;

namespace PackMan.Sandbox.Merging;

/// <summary>Which fields differ between two values of one type; no field is in two of the sets.</summary>
internal sealed class Comparison
{
    public FieldSet Added { get; private init; } = new();

    public FieldSet Modified { get; private init; } = new();

    public FieldSet Removed { get; private init; } = new();

    public static Comparison Of(YamlNode left, YamlNode right, SchemaType type)
    {
        var comparison = new Comparison();
        comparison.Visit(left, right, type, FieldPath.Root);
        return comparison;
    }

    public Comparison Without(FieldSet ignored) => ignored.IsEmpty ? this : new Comparison
    {
        Added = Added.RecursiveDifference(ignored),
        Modified = Modified.RecursiveDifference(ignored),
        Removed = Removed.RecursiveDifference(ignored),
    };

    private void Visit(YamlNode? left, YamlNode? right, SchemaType type, FieldPath path)
    {
        var (leftAtom, rightAtom) = (type.Atom.For(left), type.Atom.For(right));
        var isLeaf = false;
        if (right is null)
        {
            isLeaf = VisitAtom(left, right, leftAtom, path);
        }
        else if (left is null || leftAtom.IsSameAs(rightAtom))
        {
            isLeaf = VisitAtom(left, right, rightAtom, path);
        }
        else
        {
            // The value changed its kind (untyped data): both readings count.
            VisitAtom(left, right, leftAtom, path);
            isLeaf = VisitAtom(left, right, rightAtom, path);
        }

        if (!isLeaf && (left is null || right is null))
        {
            (left is null ? Added : Removed).Insert(path.Elements.AsSpan());
        }
    }

    /// <summary>Whether the value was compared as a whole.</summary>
    private bool VisitAtom(YamlNode? left, YamlNode? right, SchemaAtom atom, FieldPath path)
    {
        if (atom.Map is { } map && !map.IsAtomic && !(Size(left as YamlMap) == 0 && Size(right as YamlMap) == 0))
        {
            VisitMap(left as YamlMap ?? YamlMap.Empty, right as YamlMap ?? YamlMap.Empty, map, path);
            return false;
        }

        if (atom is { Map: null, Scalar: null, List: { IsAssociative: true } list } && !(Size(left as YamlList) == 0 && Size(right as YamlList) == 0))
        {
            VisitList(left as YamlList, right as YamlList, list, path);
            return false;
        }

        CompareLeaf(left, right, path);
        return true;
    }

    private void CompareLeaf(YamlNode? left, YamlNode? right, FieldPath path)
    {
        if (left is null)
        {
            Added.Insert(path.Elements.AsSpan());
        }
        else if (right is null)
        {
            Removed.Insert(path.Elements.AsSpan());
        }
        else if (!YamlNode.DeepEquals(left, right))
        {
            Modified.Insert(path.Elements.AsSpan());
        }
    }

    private static int Size(YamlMap? map) => map?.Count ?? 0;

    private static int Size(YamlList? list) => list?.Count ?? 0;

    private void VisitMap(YamlMap left, YamlMap right, MapShape shape, FieldPath path)
    {
        foreach (var key in left.Keys.Union(right.Keys))
        {
            if (shape.TypeOf(key) is { } type)
            {
                Visit(left.Find(key), right.Find(key), type, path.Then(PathElement.OfField(key)));
            }
        }
    }

    private void VisitList(YamlList? left, YamlList? right, ListShape shape, FieldPath path)
    {
        var lefts = Index(left, shape);
        var rights = Index(right, shape);
        foreach (var element in lefts.Keys.Union(rights.Keys))
        {
            var leftItems = lefts.GetValueOrDefault(element, []);
            var rightItems = rights.GetValueOrDefault(element, []);
            VisitItems(leftItems, rightItems, shape.Element, path.Then(element));
        }
    }

    private void VisitItems(List<YamlNode> left, List<YamlNode> right, SchemaType type, FieldPath path)
    {
        if (left.Count <= 1 && right.Count <= 1)
        {
            Visit(left.FirstOrDefault(), right.FirstOrDefault(), type, path);
        }
        else if (left.Count >= 2 && right.Count >= 2)
        {
            CompareLeaf(YamlList.Of(left), YamlList.Of(right), path);
        }
        else if (left.Count >= 2)
        {
            if (right.Count > 0)
            {
                Visit(null, right[0], type, path);
            }

            Removed.Insert(path.Elements.AsSpan());
        }
        else
        {
            if (left.Count > 0)
            {
                Visit(left[0], null, type, path);
            }

            Added.Insert(path.Elements.AsSpan());
        }
    }

    private static Dictionary<PathElement, List<YamlNode>> Index(YamlList? list, ListShape shape)
    {
        var index = new Dictionary<PathElement, List<YamlNode>>();
        foreach (var item in list?.Items ?? [])
        {
            if (ListItems.ElementOf(shape, item).Element is not { } element)
            {
                continue;
            }

            if (!index.TryGetValue(element, out var items))
            {
                index[element] = items = [];
            }

            items.Add(item);
        }

        return index;
    }
}
