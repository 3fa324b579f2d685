using System.Collections.Immutable;
using PackMan.Yaml;

namespace PackMan.Manifests;

/// <summary>Takes the objects out of a document, lists flattened, and refuses what no server would take.</summary>
internal static class ObjectReader
{
    private const string NeedsThree = "Every object needs `apiVersion`, `kind` and `metadata.name`";

    public static ImmutableArray<ManifestObject> Read(YamlNode root, RenderedPlaces places)
    {
        if (root is not YamlMap map)
        {
            throw new ManifestException(
                $"`{places.Path}` prints a {root.KindName} where an object is expected",
                places.Of(root),
                "A template prints objects with `apiVersion`, `kind` and `metadata.name`; partials begin with `_`")
            { At = root.Origin };
        }

        ImmutableArray<ManifestObject> objects = [.. Flatten(map).Select(item => Check(item, places))];
        RefuseMixedHooks(objects, places);
        return objects;
    }

    private static IEnumerable<YamlMap> Flatten(YamlMap map)
    {
        if (map.FindString("kind") is not { } kind || !kind.EndsWith("List", StringComparison.Ordinal) || map.Find("items") is not YamlList items)
        {
            return [map];
        }

        return items.SelectMany(item => item is YamlMap child ? Flatten(Typed(child, map, kind)) : [new YamlMap([], item.Origin)]);
    }

    // Items of a typed list (`SecretList`) may leave out what the list says already.
    private static YamlMap Typed(YamlMap item, YamlMap list, string listKind)
    {
        if (listKind == "List" || list.Find("apiVersion") is not { } apiVersion)
        {
            return item;
        }

        var typed = item.ContainsKey("apiVersion") ? item : item.With("apiVersion", apiVersion);
        return typed.ContainsKey("kind") ? typed : typed.With("kind", new YamlString(listKind[..^"List".Length]));
    }

    private static ManifestObject Check(YamlMap content, RenderedPlaces places)
    {
        var place = places.Of(content);
        RequireText(content, places, "apiVersion");
        RequireText(content, places, "kind");
        var kind = content.FindString("kind");
        if (content.Find("metadata", "generateName") is { } generated)
        {
            throw new ManifestException(
                $"The {kind} of `{places.Path}` has `generateName`, but a release must know its objects by name",
                places.Of(generated),
                "Give it a `name`; put `release.revision` in it if every revision needs its own")
            { At = generated.Origin };
        }

        RequireText(content, places, "metadata", "name");
        RequireTexts(content, places, "labels");
        RequireTexts(content, places, "annotations");
        RefuseNullItems(content, $"{kind}/{content.FindString("metadata", "name")}".ToLowerInvariant(), places);
        var target = new KubernetesObject(content);
        RefuseUnknownPolicy(target, place);
        return new ManifestObject(target, place);
    }

    private static void RequireText(YamlMap content, RenderedPlaces places, params ReadOnlySpan<string> path)
    {
        var field = string.Join('.', path);
        switch (content.Find(path))
        {
            case YamlString { Value.Length: > 0 }:
                return;
            case null:
                throw new ManifestException($"An object of `{places.Path}` has no `{field}`", places.Of(content), NeedsThree);
            case (YamlNull or YamlString) and var empty:
                throw new ManifestException($"`{field}` of an object of `{places.Path}` is empty", places.Of(empty), NeedsThree) { At = empty.Origin };
            case var other:
                throw new ManifestException($"`{field}` of an object of `{places.Path}` must be a string, not a {other.KindName}", places.Of(other), "Put it in quotes") { At = other.Origin };
        }
    }

    private static void RequireTexts(YamlMap content, RenderedPlaces places, string field)
    {
        foreach (var (key, value) in (content.Find("metadata", field) as YamlMap ?? YamlMap.Empty).Entries)
        {
            if (value is not (YamlString or YamlNull))
            {
                throw new ManifestException(
                    $"`metadata.{field}` of an object of `{places.Path}` holds a {value.KindName} under `{key}`, and only strings can stand there",
                    places.Of(value),
                    "Put it in quotes")
                { At = value.Origin };
            }
        }
    }

    private static void RefuseNullItems(YamlNode node, string subject, RenderedPlaces places)
    {
        var children = node switch
        {
            YamlMap map => map.Entries.Select(entry => entry.Value),
            YamlList list => list.Items,
            _ => [],
        };
        foreach (var child in children)
        {
            if (child is YamlNull && node is YamlList)
            {
                throw new ManifestException($"A list of `{subject}` has an empty item", places.Of(child), "Give the item a value, or leave it out") { At = child.Origin };
            }

            RefuseNullItems(child, subject, places);
        }
    }

    private static void RefuseUnknownPolicy(KubernetesObject target, CodeFrame place)
    {
        if (ObjectAnnotations.Find(target, ObjectAnnotations.ResourcePolicy) is { } policy && policy != "keep")
        {
            throw new ManifestException(
                $"`{target}` has the resource policy `{policy}`, and the only one there is is `keep`",
                place,
                "Write `packman.dev/resource-policy: keep`, or leave the annotation out")
            { At = ObjectAnnotations.FindNode(target, ObjectAnnotations.ResourcePolicy)?.Origin };
        }
    }

    private static void RefuseMixedHooks(ImmutableArray<ManifestObject> objects, RenderedPlaces places)
    {
        var isHook = objects.ToLookup(item => ObjectAnnotations.Find(item.Object, ObjectAnnotations.Hook) is not null);
        if (isHook[true].Any() && isHook[false].Any())
        {
            throw new ManifestException(
                $"A list of `{places.Path}` mixes the hook `{isHook[true].First().Object}` with `{isHook[false].First().Object}`, which is none",
                isHook[true].First().Place,
                "Print hooks as documents of their own");
        }
    }
}
