using System.Collections.Immutable;
using PackMan.Values;
using PackMan.Yaml;

namespace PackMan.Schemas;

/// <summary>Finds what a schema says of merging: `x-packman-merge-key` and `x-packman-merge-strategy`.</summary>
internal sealed class SchemaMergeRules(SchemaRegistry registry)
{
    private static readonly string[] SameNode = ["if", "then", "else", "items"];
    private static readonly string[] SameNodeLists = ["allOf", "anyOf", "oneOf"];

    /// <summary>The rule of the value at a path of map keys; items of lists on the way add nothing to the path.</summary>
    public MergeRule? Find(YamlNode schema, SchemaScope scope, ImmutableArray<string> path)
    {
        var here = Expand([(schema, scope)]);
        foreach (var key in path)
        {
            here = Expand(here.SelectMany(place => Below(place.Schema, key).Select(child => (child, place.Scope))));
        }

        return here.Select(place => RuleOf(place.Schema)).FirstOrDefault(rule => rule is not null);
    }

    private static MergeRule? RuleOf(YamlMap schema) => (schema.FindString("x-packman-merge-key"), schema.FindString("x-packman-merge-strategy")) switch
    {
        ({ } key, _) => new MergeRule.ByKey(key),
        (_, "append") => new MergeRule.Append(),
        (_, "replace") => new MergeRule.Replace(),
        _ => null,
    };

    private static IEnumerable<YamlNode> Below(YamlMap schema, string key)
    {
        if ((schema.Find("properties") as YamlMap)?.Find(key) is { } named)
        {
            return [named];
        }

        return schema.Find("additionalProperties") is YamlMap rest ? [rest] : [];
    }

    /// <summary>The schemas and all that apply to the same node, or to the items of a list there.</summary>
    private List<(YamlMap Schema, SchemaScope Scope)> Expand(IEnumerable<(YamlNode Schema, SchemaScope Scope)> places)
    {
        var seen = new HashSet<YamlNode>(ReferenceEqualityComparer.Instance);
        var waiting = new Queue<(YamlNode Schema, SchemaScope Scope)>(places);
        var found = new List<(YamlMap Schema, SchemaScope Scope)>();
        while (waiting.TryDequeue(out var place))
        {
            if (place.Schema is not YamlMap map || !seen.Add(map))
            {
                continue;
            }

            var scope = registry.ResourceAt(map) is { } resource ? place.Scope.Enter(resource) : place.Scope;
            found.Add((map, scope));
            if (map.FindString("$ref") is { } reference && registry.TryResolve(reference, scope.Resource) is var (target, inside))
            {
                waiting.Enqueue((target, scope.Enter(inside)));
            }

            var listed = SameNodeLists.Select(map.Find).OfType<YamlList>().SelectMany(list => list.Items);
            foreach (var other in SameNode.Select(map.Find).OfType<YamlMap>().Concat(listed))
            {
                waiting.Enqueue((other, scope));
            }
        }

        return found;
    }
}
