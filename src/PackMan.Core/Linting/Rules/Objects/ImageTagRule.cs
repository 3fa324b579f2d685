using PackMan.KindSchemas;
using PackMan.Yaml;

namespace PackMan.Linting.Rules.Objects;

internal sealed class ImageTagRule() : LintRule("object/image-tag", LintSeverity.Info, "What an image without a fixed version runs changes without an upgrade, and cannot be rolled back.")
{
    internal override IEnumerable<Finding> Check(LintedObject item) => SchemaCatalog.BuiltIn.FindKind(item.Object.Group, item.Object.Version, item.Object.Kind) is null
        ? []
        : ImagesIn(item.Object.Content).Where(image => IsFloating(image.Value)).Select(image => Tell($"The image `{image.Value}` has no fixed version", item.AtKey("image", image), "Name a tag other than `latest`, or a digest"));

    private static IEnumerable<YamlString> ImagesIn(YamlNode node) => node switch
    {
        YamlMap map => map.Entries.SelectMany(entry => entry.Key is "containers" or "initContainers" && entry.Value is YamlList list
            ? list.Items.Select(container => container.Find("image")).OfType<YamlString>()
            : ImagesIn(entry.Value)),
        YamlList list => list.Items.SelectMany(ImagesIn),
        _ => [],
    };

    private static bool IsFloating(string image)
    {
        var name = image[(image.LastIndexOf('/') + 1)..];
        return image.Length > 0 && !image.Contains('@', StringComparison.Ordinal) && (!name.Contains(':', StringComparison.Ordinal) || name.EndsWith(":latest", StringComparison.Ordinal));
    }
}
