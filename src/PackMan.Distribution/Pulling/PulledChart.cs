using PackMan.Charts.Loading;
using PackMan.Distribution.Cache;
using PackMan.Distribution.Oci;

namespace PackMan.Distribution.Pulling;

/// <summary>A chart that was fetched into the cache and found sound.</summary>
/// <param name="Fetched">Where it came from and where it lies.</param>
/// <param name="Content">What the archive holds.</param>
/// <param name="Provenance">Helm's provenance file, which lies in the cache too; null when there is none or nobody asked.</param>
public sealed record PulledChart(FetchedArchive Fetched, UnpackedChart Content, ContentDigest? Provenance)
{
    /// <summary>`web-1.2.0`.</summary>
    public string FullName => $"{Content.Metadata.Name}-{Content.Metadata.Version}";
}
