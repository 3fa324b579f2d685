using System.Collections.Immutable;
using PackMan.Yaml;

namespace PackMan.Schemas;

/// <summary>Finds the lists whose schema says `x-packman-merge-key`: the key by which layers of values match their items.</summary>
internal sealed class SchemaMergeKeys(SchemaRegistry registry)
{
    public const string Keyword = "x-packman-merge-key";

    private static readonly string[] SameNode = ["if", "then", "else", "items"];
    private static readonly string[] SameNodeLists = ["allOf", "anyOf", "oneOf"];

    /// <summary>The merge key of the list at a path of map keys; items of lists on the way add nothing to the path.</summary>
    public string? Find(YamlNode schema, SchemaScope scope, ImmutableArray<string> path)
    {
        var here = Expand([(schema, scope)]);
        foreach (var key in path)
        {
            here = Expand(here.SelectMany(place => Below(place.Schema, key).Select(child => (child, place.Scope))));
        }

        return here.Select(place => place.Schema.FindString(Keyword)).FirstOrDefault(key => key is not null);
    }

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
