using System.Text.RegularExpressions;
using PackMan.Values;
using PackMan.Yaml;

namespace PackMan.Schemas;

/// <summary>
/// Finds the nodes that any schema along the way marks as sensitive. Every branch counts, whether it fits or not: a value that
/// fails its schema is as secret as one that passes.
/// </summary>
internal sealed class SensitiveWalk(SchemaRegistry registry)
{
    private static readonly string[] SameNode = ["not", "if", "then", "else"];
    private static readonly string[] SameNodeLists = ["allOf", "anyOf", "oneOf"];
    private static readonly string[] RestOfKeys = ["additionalProperties", "unevaluatedProperties"];
    private static readonly string[] AnyItem = ["items", "additionalItems", "unevaluatedItems", "contains"];

    private readonly Dictionary<string, Regex> _patterns = new(StringComparer.Ordinal);
    private readonly HashSet<string> _found = new(StringComparer.Ordinal);
    private readonly HashSet<(YamlNode Schema, string Path)> _visited = new(new VisitComparer());

    public SensitivePaths Find(YamlNode schema, YamlNode node, SchemaScope scope)
    {
        Visit(schema, new SchemaInstance(node), scope);
        return new SensitivePaths(_found);
    }

    private void Visit(YamlNode? schema, SchemaInstance instance, SchemaScope scope)
    {
        var path = PathStep.Text(instance.Path().AsSpan());
        if (schema is not YamlMap map || !_visited.Add((map, path)))
        {
            return;
        }

        scope = registry.ResourceAt(map) is { } resource ? scope.Enter(resource) : scope;
        if (map.Find("writeOnly") is YamlBoolean { Value: true } || map.Find("x-packman-sensitive") is YamlBoolean { Value: true })
        {
            _found.Add(path);
        }

        VisitSameNode(map, instance, scope);
        switch (instance.Node)
        {
            case YamlMap values:
                VisitKeys(map, values, instance, scope);
                break;
            case YamlList list:
                VisitItems(map, list, instance, scope);
                break;
        }
    }

    private void VisitSameNode(YamlMap schema, SchemaInstance instance, SchemaScope scope)
    {
        foreach (var reference in (string[])["$ref", "$dynamicRef", "$recursiveRef"])
        {
            if (schema.FindString(reference) is { } target && registry.TryResolve(target, scope.Resource) is var (node, resource))
            {
                Visit(node, instance, scope.Enter(resource));
            }
        }

        var listed = SameNodeLists.Select(schema.Find).OfType<YamlList>().SelectMany(list => list.Items);
        var dependent = schema.Find("dependentSchemas") is YamlMap schemas ? schemas.Entries.Select(entry => entry.Value) : [];
        foreach (var other in SameNode.Select(schema.Find).Concat(listed).Concat(dependent))
        {
            Visit(other, instance, scope);
        }
    }

    private void VisitKeys(YamlMap schema, YamlMap values, SchemaInstance instance, SchemaScope scope)
    {
        foreach (var (key, value) in values.Entries)
        {
            var child = instance.Child(key, value);
            var named = (schema.Find("properties") as YamlMap)?.Find(key);
            Visit(named, child, scope);
            foreach (var (_, other) in (schema.Find("patternProperties") as YamlMap)?.Entries.Where(entry => MayMatch(entry.Key, key)) ?? [])
            {
                Visit(other, child, scope);
                named = other;
            }

            foreach (var rest in named is null ? RestOfKeys : [])
            {
                Visit(schema.Find(rest), child, scope);
            }
        }
    }

    /// <summary>A pattern that cannot be tried matches, so that nothing secret slips through.</summary>
    private bool MayMatch(string pattern, string key)
    {
        try
        {
            if (!_patterns.TryGetValue(pattern, out var regex))
            {
                _patterns.Add(pattern, regex = SchemaPattern.Compile(pattern));
            }

            return SchemaPattern.IsMatch(regex, key);
        }
        catch (Exception error) when (error is SchemaException or RegexMatchTimeoutException)
        {
            return true;
        }
    }

    private void VisitItems(YamlMap schema, YamlList list, SchemaInstance instance, SchemaScope scope)
    {
        var prefix = schema.Find("prefixItems") as YamlList ?? schema.Find("items") as YamlList;
        for (var i = 0; i < list.Count; i++)
        {
            var child = instance.Child(i, list[i]);
            Visit(prefix?.Items.ElementAtOrDefault(i), child, scope);
            foreach (var keyword in AnyItem)
            {
                Visit(schema.Find(keyword), child, scope);
            }
        }
    }

    private sealed class VisitComparer : IEqualityComparer<(YamlNode Schema, string Path)>
    {
        public bool Equals((YamlNode Schema, string Path) x, (YamlNode Schema, string Path) y) => ReferenceEquals(x.Schema, y.Schema) && x.Path == y.Path;

        public int GetHashCode((YamlNode Schema, string Path) obj) =>
            HashCode.Combine(System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(obj.Schema), obj.Path.GetHashCode(StringComparison.Ordinal));
    }
}
