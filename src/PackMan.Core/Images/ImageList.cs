using System.Collections.Immutable;
using PackMan.Manifests;

namespace PackMan.Images;

/// <summary>The images that rendered objects use.</summary>
public static class ImageList
{
    /// <summary>Each image once, in the order of its text.</summary>
    /// <exception cref="ManifestException">A container has an image that none could be.</exception>
    public static ImmutableArray<UsedImage> Of(IEnumerable<Manifest> manifests) =>
    [
        .. manifests
            .SelectMany(manifest => manifest.Objects.SelectMany(item => ImageFields.Of(item.Object).Select(field => (Image: Read(item, field), Use: new ImageUse(item.Object.Identity, field.Path, manifest.Path)))))
            .Where(found => found.Image is not null)
            .GroupBy(found => found.Image!.Text, StringComparer.Ordinal)
            .OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => new UsedImage(group.First().Image!, [.. group.Select(found => found.Use)])),
    ];

    private static ImageReference? Read(ManifestObject item, ImageFields.Field field) => ImageReference.TryParse(field.Text) switch
    {
        { } image when field.IsCertain || image.IsUnmistakable => image,
        null when field.IsCertain => throw new ManifestException(
            $"`{item.Object}` names the image `{field.Text}` at `{field.Path}`, which can be none",
            item.Place,
            "Write `[REGISTRY/]PATH[:TAG][@DIGEST]`, as in `registry.example.org/web:1.2.0`"),
        _ => null,
    };
}
