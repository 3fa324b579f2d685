using System.Collections.Immutable;
using System.Text.Json;
using PackMan.Yaml;

namespace PackMan.Distribution.Oci;

/// <summary>A list of manifests (https://github.com/opencontainers/image-spec/blob/main/image-index.md).</summary>
internal sealed record ImageIndex(ImmutableArray<Descriptor> Manifests)
{
    public const string MediaType = "application/vnd.oci.image.index.v1+json";

    public static ImageIndex Empty { get; } = new([]);

    /// <summary>Null when the bytes are no such list.</summary>
    public static ImageIndex? TryParse(ReadOnlySpan<byte> json)
    {
        try
        {
            return JsonText.Parse(json) is YamlMap map && map.Find("manifests") is YamlList manifests
                ? new ImageIndex([.. manifests.Items.Select(Descriptor.TryRead).OfType<Descriptor>()])
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public byte[] Write() => JsonText.WriteBytes(YamlMap.Of(
    [
        KeyValuePair.Create<string, YamlNode>("schemaVersion", new YamlNumber(2)),
        KeyValuePair.Create<string, YamlNode>("mediaType", new YamlString(MediaType)),
        KeyValuePair.Create<string, YamlNode>("manifests", new YamlList([.. Manifests.Select(manifest => manifest.Write())])),
    ]));
}
