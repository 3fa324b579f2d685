using PackMan.Charts.Loading;
using PackMan.Distribution.Cache;
using PackMan.Distribution.Oci;

namespace PackMan.Distribution;

/// <summary>Tells what a file of the cache is.</summary>
public static class CachedKind
{
    private const int LargestText = 1024 * 1024;

    /// <summary>`cache 1.4.2` for a chart, else what kind of file it is. Looking is no use of it.</summary>
    public static string Of(ContentCache cache, ContentDigest digest)
    {
        ArgumentNullException.ThrowIfNull(cache);
        using var content = cache.Open(digest, isUse: false);
        return content is null ? "damaged" : FindChart(content) ?? (IsManifest(content) ? "manifest of a registry" : "other");
    }

    private static string? FindChart(Stream content)
    {
        try
        {
            var metadata = ChartLoader.LoadArchive(content, "chart").Metadata;
            return $"{metadata.Name} {metadata.Version}";
        }
        catch (PackManException)
        {
            return null;
        }
    }

    private static bool IsManifest(Stream content)
    {
        if (content.Length > LargestText)
        {
            return false;
        }

        var bytes = new byte[content.Length];
        content.Position = 0;
        content.ReadExactly(bytes);
        return ImageManifest.TryParse(bytes) is not null;
    }
}
