using System.Collections.Immutable;
using PackMan.Distribution.Cache;
using PackMan.Yaml;

namespace PackMan.Distribution.Oci;

/// <summary>What a manifest says of a blob (https://github.com/opencontainers/image-spec/blob/main/descriptor.md).</summary>
/// <param name="Size">In bytes.</param>
public sealed record Descriptor(string MediaType, ContentDigest Digest, long Size)
{
    /// <summary>What a manifest is of, in a list of manifests.</summary>
    public string? ArtifactType { get; init; }

    public ImmutableSortedDictionary<string, string> Annotations { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>Null when the node is no descriptor, or its digest is of another kind than sha256.</summary>
    internal static Descriptor? TryRead(YamlNode? node) =>
        node is YamlMap map
        && map.Find("mediaType") is YamlString mediaType
        && map.Find("digest") is YamlString digest && ContentDigest.TryParse(digest.Value) is { } known
        && map.Find("size") is YamlNumber { AsInt64: >= 0 and { } size }
            ? new Descriptor(mediaType.Value, known, size) { ArtifactType = map.FindString("artifactType"), Annotations = ReadAnnotations(map) }
            : null;

    internal YamlMap Write()
    {
        var map = YamlMap.Of(
        [
            KeyValuePair.Create<string, YamlNode>("mediaType", new YamlString(MediaType)),
            KeyValuePair.Create<string, YamlNode>("digest", new YamlString(Digest.ToString())),
            KeyValuePair.Create<string, YamlNode>("size", new YamlNumber(Size)),
        ]);
        map = ArtifactType is null ? map : map.With("artifactType", new YamlString(ArtifactType));
        return Annotations.IsEmpty ? map : map.With("annotations", YamlMap.OfStrings(Annotations));
    }

    /// <summary>The texts among `annotations`.</summary>
    internal static ImmutableSortedDictionary<string, string> ReadAnnotations(YamlMap map) => (map.Find("annotations") as YamlMap ?? YamlMap.Empty).Entries
        .Where(entry => entry.Value is YamlString)
        .ToImmutableSortedDictionary(entry => entry.Key, entry => entry.Value.ToString()!, StringComparer.Ordinal);
}
