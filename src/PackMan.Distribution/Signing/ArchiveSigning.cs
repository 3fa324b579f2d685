using PackMan.Charts;
using PackMan.Charts.Bundling;
using PackMan.Charts.Loading;
using PackMan.Distribution.Cache;
using PackMan.Distribution.Signing.Provenance;

namespace PackMan.Distribution.Signing;

/// <summary>The signature of an archive, in a file beside it.</summary>
/// <param name="Path">Of the signature.</param>
/// <param name="Digest">Of the archive.</param>
public sealed record ArchiveSignature(ChartMetadata Chart, string Path, ContentDigest Digest);

/// <summary>Signs packaged charts with files beside them.</summary>
public static class ArchiveSigning
{
    /// <param name="path">Of the `.tgz` or bundle, absolute.</param>
    /// <param name="name">As the user knows it.</param>
    /// <exception cref="PackManException">It is no packaged chart, or the signature cannot be written.</exception>
    public static ArchiveSignature Run(string path, string name, IArchiveSigner key, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(key);
        using var archive = LocalArchive.Open(path, name);
        var (chart, bundle) = BundleArchive.ReadChart(archive, name, content => ChartLoader.LoadArchive(content, name, cancellationToken).Metadata, cancellationToken);
        if (bundle is not null && key is ProvenanceKey)
        {
            throw new SignatureFileException(name, "is a bundle, and Helm's `.prov` files speak of charts only: sign it with a PEM key");
        }

        archive.Position = 0;
        var digest = ContentDigest.Of(archive);
        return new ArchiveSignature(chart, Write(path, key.SignArchive(chart, Path.GetFileName(path), digest), key), digest);
    }

    /// <summary>Writes the file beside an archive.</summary>
    /// <returns>Its path.</returns>
    /// <exception cref="SignatureFileException">It cannot be written.</exception>
    public static string Write(string path, byte[] signature, IArchiveSigner key)
    {
        ArgumentNullException.ThrowIfNull(key);
        var target = path + key.Suffix;
        try
        {
            AtomicFile.Write(target, signature);
            return target;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new SignatureFileException(target, $"cannot be written: {exception.Message.TrimEnd('.')}", exception);
        }
    }
}
