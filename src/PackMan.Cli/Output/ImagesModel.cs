using System.Collections.Immutable;
using PackMan.Images;
using PackMan.Yaml;

namespace PackMan.Cli.Output;

/// <summary>What `images` prints.</summary>
internal static class ImagesModel
{
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

    /// <summary>What `--mirror` prints as data.</summary>
    public static YamlList Of(ImmutableArray<MirroredImage> copies) =>
        YamlList.Of(copies.Select(copy => Model.Map(("source", Model.Text(copy.Source)), ("target", Model.Text(copy.Target)))));

    private static string WithoutDigest(ImageReference image) => image.Text.Split('@')[0];
}
