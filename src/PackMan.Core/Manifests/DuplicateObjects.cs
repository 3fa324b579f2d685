using PackMan.Yaml;

namespace PackMan.Manifests;

/// <summary>Finds an object that is rendered twice. Applying both would let the order of files decide which one wins.</summary>
internal static class DuplicateObjects
{
    public static void Refuse(IReadOnlyList<ManifestObject> objects, IReadOnlyList<ManifestObject> hooks)
    {
        var seen = new Dictionary<ObjectIdentity, ManifestObject>();
        foreach (var item in objects.Concat(hooks))
        {
            if (!seen.TryAdd(item.Object.Identity, item))
            {
                Throw(seen[item.Object.Identity], item);
            }
        }
    }

    private static void Throw(ManifestObject first, ManifestObject second) => throw new ManifestException(
        $"`{second.Object}` is rendered twice: at {first.Place} and at {second.Place}",
        second.Place,
        first.Place.ToString() == second.Place.ToString()
            ? "The template prints it more than once: put what differs into the name"
            : "Remove one of them, or give it another name")
    {
        At = NameOf(second),
        Before = NameOf(first),
    };

    private static Origin? NameOf(ManifestObject item) => item.Object.Content.Find("metadata", "name")?.Origin;
}
