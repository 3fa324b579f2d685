using PackMan.Distribution.Bundling;
using PackMan.Distribution.Cache;
using PackMan.Distribution.Http;
using PackMan.Distribution.Signing;

namespace PackMan.Distribution.Oci;

/// <summary>A chart's archive that was fetched and lies in the cache.</summary>
/// <param name="Name">Where it came from, for messages: `registry.example.org/charts/web:1.2.0`.</param>
/// <param name="Digest">Of the archive.</param>
public sealed record FetchedArchive(string Name, ContentDigest Digest)
{
    /// <summary>Where it was taken from; null for what no policy can speak of.</summary>
    public ArchivePlace? Place { get; init; }

    /// <summary>Of the manifest in the registry; null when it came from elsewhere.</summary>
    public ContentDigest? ManifestDigest { get; init; }

    /// <summary>The bundle it came in; null when it came as it is.</summary>
    public FetchedBundle? Bundle { get; init; }

    /// <summary>The URL it was fetched from; null when it came from a registry.</summary>
    public Uri? Url { get; init; }

    /// <summary>The way it was fetched from its URL; null for the usual one.</summary>
    internal WebArchives? Server { get; init; }

    /// <summary>The way it was fetched from its registry; null for the usual one.</summary>
    internal RegistryAccess? Registries { get; init; }

    /// <summary>Of Helm's provenance file, which lies in the cache too; null when there is none.</summary>
    public ContentDigest? ProvenanceDigest { get; init; }
}
