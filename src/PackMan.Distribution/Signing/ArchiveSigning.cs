using PackMan.Charts;
using PackMan.Charts.Bundling;
using PackMan.Charts.Loading;
using PackMan.Distribution.Cache;
using PackMan.Distribution.Signing.Keys;

namespace PackMan.Distribution.Signing;

/// <summary>The signature of an archive, in a file beside it.</summary>
/// <param name="Path">Of the signature.</param>
/// <param name="Digest">Of the archive.</param>
public sealed record ArchiveSignature(ChartMetadata Chart, string Path, ContentDigest Digest);

/// <summary>Signs packaged charts as `openssl dgst -sha256 -sign` and `cosign sign-blob` do.</summary>
public static class ArchiveSigning
{
    /// <param name="path">Of the `.tgz` or bundle, absolute.</param>
    /// <param name="name">As the user knows it.</param>
    /// <exception cref="PackManException">It is no packaged chart, or the signature cannot be written.</exception>
    public static ArchiveSignature Run(string path, string name, SigningKey key, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(key);
        using var archive = LocalArchive.Open(path, name);
        var chart = BundleArchive.ReadChart(archive, name, content => ChartLoader.LoadArchive(content, name, cancellationToken).Metadata, cancellationToken).Result;
        archive.Position = 0;
        var digest = ContentDigest.Of(archive);
        var target = path + EvidenceFinder.SignatureSuffix;
        try
        {
            AtomicFile.Write(target, key.Sign(digest));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new SignatureFileException(target, $"cannot be written: {exception.Message.TrimEnd('.')}", exception);
        }

        return new ArchiveSignature(chart, target, digest);
    }
}
