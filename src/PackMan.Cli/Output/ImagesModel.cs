using System.Collections.Immutable;
using PackMan.Images;
using PackMan.Yaml;

namespace PackMan.Cli.Output;

/// <summary>What `images` prints.</summary>
internal static class ImagesModel
{
    public static YamlList Of(ImmutableArray<UsedImage> images) => YamlList.Of(images.Select(used => Model.Map(
        ("image", Model.Text(used.Image.Text)),
        ("registry", Model.Text(used.Image.Registry)),
        ("repository", Model.Text(used.Image.Repository)),
        ("tag", Model.TextOrNone(used.Image.Tag)),
        ("digest", Model.TextOrNone(used.Image.Digest)),
        ("usedBy", YamlList.Of(used.Uses.Select(Use))))));

    /// <summary>The table: an image in a line with the objects that use it.</summary>
    public static Table ToTable(ImmutableArray<UsedImage> images)
    {
        var table = new Table("IMAGE", "DIGEST", "USED BY");
        foreach (var used in images)
        {
            var objects = used.Uses.Select(use => use.Object.ToString()).Distinct(StringComparer.Ordinal);
            table.Add(WithoutDigest(used.Image), used.Image.Digest ?? "-", string.Join(", ", objects));
        }

        return table;
    }

    private static string WithoutDigest(ImageReference image) => image.Digest is { } digest ? image.Text[..^(digest.Length + 1)] : image.Text;

    private static YamlMap Use(ImageUse use) => Model.Map(
        ("kind", Model.Text(use.Object.Kind)),
        ("name", Model.Text(use.Object.Name)),
        ("namespace", Model.TextOrNone(use.Object.Namespace)),
        ("path", Model.Text(use.Path)),
        ("template", Model.Text(use.Template)));
}
