using System.Collections.Immutable;
using System.Text.RegularExpressions;
using PackMan.Values;
using PackMan.Yaml;

namespace PackMan.Schemas;

/// <summary>Which values a schema names, at one path of them. Every branch counts, whether the values fit it or not.</summary>
public sealed class SchemaNames
{
    private static readonly string[] SameNode = ["if", "then", "else"];
    private static readonly string[] SameNodeLists = ["allOf", "anyOf", "oneOf"];
    private static readonly string[] Inside = ["properties", "patternProperties", "additionalProperties", "items", "prefixItems"];

    private readonly SchemaRegistry _registry;
    private readonly ImmutableArray<(YamlMap Schema, SchemaScope Scope)> _here;
    private readonly bool _isRoot;

    private SchemaNames(SchemaRegistry registry, IEnumerable<(YamlNode Schema, SchemaScope Scope)> places, bool isRoot)
    {
        (_registry, _isRoot) = (registry, isRoot);
        var all = places.Where(place => place.Schema is not YamlBoolean { Value: false }).ToList();
        IsNamed = all.Count > 0;
        _here = Expand(all);
    }

    /// <summary>Whether the schema says anything of the value.</summary>
    public bool IsNamed { get; }

    /// <summary>Whether the value is named, and nothing is said of what may be inside: then all of it is named.</summary>
    public bool IsOpen => IsNamed && !_isRoot && !_here.Any(place => Inside.Any(keyword => place.Schema.Find(keyword) is YamlMap or YamlList));

    /// <summary>The keys that are named of the map here.</summary>
    public IEnumerable<string> Keys => _here.Select(place => place.Schema.Find("properties")).OfType<YamlMap>().SelectMany(properties => properties.Keys).Distinct(StringComparer.Ordinal);

    /// <summary>What is said of a member or an item.</summary>
    public SchemaNames Then(PathStep step) => new(_registry, _here.SelectMany(place => Below(place.Schema, step).Select(child => (child, place.Scope))), isRoot: false);

    internal static SchemaNames At(SchemaRegistry registry, YamlNode root, SchemaScope scope) => new(registry, [(root, scope)], isRoot: true);

    private static IEnumerable<YamlNode> Below(YamlMap schema, PathStep step)
    {
        if (step is not PathStep.Key key)
        {
            return ((string[])["items", "additionalItems", "prefixItems"]).Select(schema.Find).OfType<YamlNode>().SelectMany(node => node is YamlList list ? list.Items : [node]);
        }

        var named = (schema.Find("properties") as YamlMap)?.Find(key.Name);
        var matching = (schema.Find("patternProperties") as YamlMap)?.Entries.Where(entry => MayMatch(entry.Key, key.Name)).Select(entry => entry.Value) ?? [];
        var found = matching.Concat(named is null ? [] : [named]).ToList();
        return found.Count == 0 && schema.Find("additionalProperties") is YamlMap rest ? [rest] : found;
    }

    private static bool MayMatch(string pattern, string key)
    {
        try
        {
            return SchemaPattern.IsMatch(SchemaPattern.Compile(pattern), key);
        }
        catch (Exception error) when (error is SchemaException or RegexMatchTimeoutException)
        {
            return true;
        }
    }

    /// <summary>The schemas with all that apply to the same node.</summary>
    private ImmutableArray<(YamlMap Schema, SchemaScope Scope)> Expand(IEnumerable<(YamlNode Schema, SchemaScope Scope)> places)
    {
        var seen = new HashSet<YamlNode>(ReferenceEqualityComparer.Instance);
        var waiting = new Queue<(YamlNode Schema, SchemaScope Scope)>(places);
        var found = ImmutableArray.CreateBuilder<(YamlMap Schema, SchemaScope Scope)>();
        while (waiting.TryDequeue(out var place))
        {
            if (place.Schema is not YamlMap map || !seen.Add(map))
            {
                continue;
            }

            var scope = _registry.ResourceAt(map) is { } resource ? place.Scope.Enter(resource) : place.Scope;
            found.Add((map, scope));
            if (map.FindString("$ref") is { } reference && _registry.TryResolve(reference, scope.Resource) is var (target, inside))
            {
                waiting.Enqueue((target, scope.Enter(inside)));
            }

            foreach (var other in SameNode.Select(map.Find).OfType<YamlMap>().Concat(SameNodeLists.Select(map.Find).OfType<YamlList>().SelectMany(list => list.Items)))
            {
                waiting.Enqueue((other, scope));
            }
        }

        return found.ToImmutable();
    }
}
