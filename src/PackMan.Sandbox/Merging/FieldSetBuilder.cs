using PackMan.KindSchemas;
using PackMan.Sandbox.FieldPaths;
using PackMan.Yaml;

namespace PackMan.Sandbox.Merging;

/// <summary>The set of fields a value names: what its applier owns (`ToFieldSet` of structured-merge-diff).</summary>
internal static class FieldSetBuilder
{
    public static FieldSet Build(YamlNode value, SchemaType type)
    {
        var set = new FieldSet();
        Visit(set, value, type, FieldPath.Root);
        return set;
    }

    private static void Visit(FieldSet set, YamlNode value, SchemaType type, FieldPath path)
    {
        var atom = type.Atom.For(value);
        if (atom.Map is { } map)
        {
            VisitMap(set, value as YamlMap, map, path);
        }
        else if (atom.Scalar is not null)
        {
            set.Insert(path.Elements.AsSpan());
        }
        else if (atom.List is { } list)
        {
            VisitList(set, value as YamlList, list, path);
        }
    }

    private static void VisitMap(FieldSet set, YamlMap? value, MapShape shape, FieldPath path)
    {
        if (shape.IsAtomic)
        {
            set.Insert(path.Elements.AsSpan());
            return;
        }

        foreach (var (key, child) in value?.Entries ?? [])
        {
            var below = path.Then(PathElement.OfField(key));
            if (shape.TypeOf(key) is { } type)
            {
                Visit(set, child, type, below);
            }

            if (child is YamlNull or YamlMap { Count: 0 } || !shape.Fields.ContainsKey(key))
            {
                set.Insert(below.Elements.AsSpan());
            }
        }
    }

    private static void VisitList(FieldSet set, YamlList? value, ListShape shape, FieldPath path)
    {
        if (!shape.IsAssociative)
        {
            set.Insert(path.Elements.AsSpan());
            return;
        }

        var elements = (value ?? YamlList.Empty).Items
            .Select(item => (Item: item, ListItems.ElementOf(shape, item).Element))
            .Where(pair => pair.Element is not null)
            .GroupBy(pair => pair.Element!);
        foreach (var group in elements)
        {
            var below = path.Then(group.Key);
            set.Insert(below.Elements.AsSpan());

            // Duplicates (which only updates can make) are owned as one thing.
            if (group.Take(2).Count() == 1)
            {
                Visit(set, group.First().Item, shape.Element, below);
            }
        }
    }
}
