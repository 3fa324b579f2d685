using System.Collections.Immutable;
using System.Text.Json;
using PackMan.Yaml;

namespace PackMan.Distribution.Oci;

/// <summary>An OCI 1.1 image manifest (https://github.com/opencontainers/image-spec/blob/main/manifest.md).</summary>
public sealed record ImageManifest
{
    public const string MediaType = "application/vnd.oci.image.manifest.v1+json";

    public string? ArtifactType { get; init; }

    public required Descriptor Config { get; init; }

    public ImmutableArray<Descriptor> Layers { get; init; } = [];

    /// <summary>The manifest this one says something of, such as who signed it; null when it stands for itself.</summary>
    public Descriptor? Subject { get; init; }

    public ImmutableSortedDictionary<string, string> Annotations { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>Null when the bytes are no such manifest.</summary>
    public static ImageManifest? TryParse(ReadOnlySpan<byte> json)
    {
        try
        {
            return JsonText.Parse(json) is YamlMap map && Descriptor.TryRead(map.Find("config")) is { } config && map.Find("layers") is YamlList layers
                ? new ImageManifest
                {
                    ArtifactType = (map.Find("artifactType") as YamlString)?.Value,
                    Config = config,
                    Layers = [.. layers.Items.Select(Descriptor.TryRead).OfType<Descriptor>()],
                    Subject = Descriptor.TryRead(map.Find("subject")),
                    Annotations = Descriptor.ReadAnnotations(map),
                }
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The manifest as it is pushed: the same for the same content, whenever and wherever.</summary>
    public byte[] Write()
    {
        var map = YamlMap.Of(
        [
            KeyValuePair.Create<string, YamlNode>("schemaVersion", new YamlNumber(2)),
            KeyValuePair.Create<string, YamlNode>("mediaType", new YamlString(MediaType)),
        ]);
        map = ArtifactType is null ? map : map.With("artifactType", new YamlString(ArtifactType));
        map = map.With("config", Config.Write()).With("layers", new YamlList([.. Layers.Select(layer => layer.Write())]));
        map = Subject is null ? map : map.With("subject", Subject.Write());
        return JsonText.WriteBytes(Annotations.IsEmpty ? map : map.With("annotations", YamlMap.OfStrings(Annotations)));
    }
}
