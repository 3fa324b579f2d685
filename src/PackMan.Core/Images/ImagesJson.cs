using System.Collections.Immutable;
using PackMan.Manifests;
using PackMan.Yaml;

namespace PackMan.Images;

/// <summary>A list of images as `packman images -o json` prints it and bundles hold it.</summary>
public static class ImagesJson
{
    public static YamlList Of(ImmutableArray<UsedImage> images) => new([.. images.Select(Write)]);

    /// <summary>The list; null when the node is none.</summary>
    public static ImmutableArray<UsedImage>? TryRead(YamlNode? node)
    {
        if (node is not YamlList list)
        {
            return null;
        }

        var images = list.Items.Select(TryReadImage).ToList();
        return images.Contains(null) ? null : [.. images.OfType<UsedImage>()];
    }

    private static YamlMap Write(UsedImage used) => Map(
        ("image", used.Image.Text),
        ("registry", used.Image.Registry),
        ("repository", used.Image.Repository),
        ("tag", used.Image.Tag),
        ("digest", used.Image.Digest)).With("usedBy", new YamlList([.. used.Uses.Select(Write)]));

    private static YamlMap Write(ImageUse use) => Map(
        ("kind", use.Object.Kind),
        ("name", use.Object.Name),
        ("namespace", use.Object.Namespace),
        ("path", use.Path),
        ("template", use.Template));

    private static YamlMap Map(params ReadOnlySpan<(string Key, string? Text)> entries)
    {
        var map = YamlMap.Empty;
        foreach (var (key, text) in entries)
        {
            map = string.IsNullOrEmpty(text) ? map : map.With(key, new YamlString(text));
        }

        return map;
    }

    private static UsedImage? TryReadImage(YamlNode node)
    {
        if (node.FindString("image") is not { } text || ImageReference.TryParse(text) is not { } image || node.Find("usedBy") is not YamlList uses)
        {
            return null;
        }

        // What the text leaves open may have been looked up.
        var resolved = node.FindString("digest") is { } digest && digest != image.Digest ? image.TryResolve(digest) : image;
        var read = uses.Items.Select(TryReadUse).ToList();
        return resolved is null || read.Contains(null) ? null : new UsedImage(resolved, [.. read.OfType<ImageUse>()]);
    }

    private static ImageUse? TryReadUse(YamlNode node) =>
        node.FindString("kind") is { } kind && node.FindString("name") is { } name && node.FindString("path") is { } path && node.FindString("template") is { } template
            ? new ImageUse(new ObjectIdentity("", kind, node.FindString("namespace"), name), path, template)
            : null;
}
