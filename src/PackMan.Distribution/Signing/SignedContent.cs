using PackMan.Charts;
using PackMan.Distribution.Cache;

namespace PackMan.Distribution.Signing;

/// <summary>What is to be proved: that somebody signed exactly this archive, or the manifest that names it.</summary>
/// <param name="Archive">The digest of the `.tgz`.</param>
/// <param name="Manifest">The digest it is pinned by in a registry; null elsewhere.</param>
/// <param name="Chart">What the archive holds.</param>
public sealed record SignedContent(ContentDigest Archive, ContentDigest? Manifest, ChartMetadata Chart)
{
    /// <summary>The digest users know it by.</summary>
    public ContentDigest Shown => Manifest ?? Archive;
}
