using PackMan.Distribution.Cache;
using PackMan.Yaml;

namespace PackMan.Distribution.Oci;

/// <summary>What a manifest says of a blob (https://github.com/opencontainers/image-spec/blob/main/descriptor.md).</summary>
/// <param name="Size">In bytes.</param>
public sealed record Descriptor(string MediaType, ContentDigest Digest, long Size)
{
    /// <summary>Null when the node is no descriptor, or its digest is of another kind than sha256.</summary>
    internal static Descriptor? TryRead(YamlNode? node) =>
        node is YamlMap map
        && map.Find("mediaType") is YamlString mediaType
        && map.Find("digest") is YamlString digest && ContentDigest.TryParse(digest.Value) is { } known
        && map.Find("size") is YamlNumber { AsInt64: >= 0 and { } size }
            ? new Descriptor(mediaType.Value, known, size)
            : null;

    internal YamlMap Write() => YamlMap.Of(
    [
        KeyValuePair.Create<string, YamlNode>("mediaType", new YamlString(MediaType)),
        KeyValuePair.Create<string, YamlNode>("digest", new YamlString(Digest.ToString())),
        KeyValuePair.Create<string, YamlNode>("size", new YamlNumber(Size)),
    ]);
}
