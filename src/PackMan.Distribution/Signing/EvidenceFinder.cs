using System.Collections.Immutable;
using PackMan.Distribution.Cache;
using PackMan.Distribution.Http;
using PackMan.Distribution.Oci;
using PackMan.Distribution.References;
using PackMan.Distribution.Signing.Registry;

namespace PackMan.Distribution.Signing;

/// <summary>Finds the signatures of an archive where it was taken from.</summary>
internal sealed class EvidenceFinder(ChartAccess access)
{
    public const string SignatureSuffix = ".sig";
    public const string ProvenanceSuffix = ".prov";

    /// <summary>What cosign 3 calls the file that `sign-blob --bundle` writes.</summary>
    public const string BundleSuffix = ".sigstore.json";

    private static readonly string[] _suffixes = [SignatureSuffix, BundleSuffix, ProvenanceSuffix];

    private const int LargestFile = 1024 * 1024;

    /// <exception cref="PackManException">The place cannot be asked.</exception>
    public async Task<ImmutableArray<SignatureEvidence>> FindAsync(FetchedArchive archive, CancellationToken cancellationToken)
    {
        var found = await AtItsPlaceAsync(archive, cancellationToken);
        return archive.Bundle is not { } bundle ? found
            // What lies beside a bundle is about the bundle; Helm signs none.
            : [.. bundle.Evidence, .. found.OfType<SignatureEvidence.Beside>().Select(beside => beside with { Bundle = bundle.Digest })];
    }

    private Task<ImmutableArray<SignatureEvidence>> AtItsPlaceAsync(FetchedArchive archive, CancellationToken cancellationToken) => archive.Place switch
    {
        ArchivePlace.Registry registry => InRegistryAsync(registry, archive, cancellationToken),
        ArchivePlace.Web web => OnWebAsync(web.Url, access.ServerOf(archive), cancellationToken),
        ArchivePlace.File file => Task.FromResult(Beside(suffix => ReadFile(file.Path + suffix), Path.GetFileName(file.Path))),
        _ => Task.FromResult(ImmutableArray<SignatureEvidence>.Empty),
    };

    /// <summary>Where signatures are looked for, to stand behind "none was found".</summary>
    public static string PlacesOf(FetchedArchive archive) => archive.Bundle is not null ? $"in the bundle, nor beside it as `{SignatureSuffix}` or `{BundleSuffix}`"
        : archive is { Place: ArchivePlace.Registry, ManifestDigest: { } manifest }
        ? RegistrySignatures.Places(manifest)
        : $"beside it, as `{SignatureSuffix}`, `{BundleSuffix}` or `{ProvenanceSuffix}`";

    private async Task<ImmutableArray<SignatureEvidence>> InRegistryAsync(ArchivePlace.Registry registry, FetchedArchive archive, CancellationToken cancellationToken)
    {
        if (archive.ManifestDigest is not { } manifest)
        {
            return [];
        }

        var found = await access.RegistriesOf(archive).ReadAsync(registry.Reference.Repository, isPinned: true, (way, place) => FindAsync(way, place, archive, manifest, cancellationToken)) ?? [];
        return archive.ProvenanceDigest is { } provenance ? [.. found, new SignatureEvidence.Provenance("its provenance layer", access.Cache.ReadAll(provenance))] : [.. found];
    }

    // A mirror may hold charts without their signatures: then the next place is asked.
    private async Task<IReadOnlyList<SignatureEvidence>?> FindAsync(RegistryAccess way, OciRepository place, FetchedArchive archive, ContentDigest manifest, CancellationToken cancellationToken)
    {
        var signatures = await RegistrySignatures.OpenAsync(way, access.Cache, place, $"find the signatures of `{archive.Name}`", cancellationToken);
        var found = await signatures.FindAsync(manifest, cancellationToken);
        return found.IsEmpty ? null : found;
    }

    private async Task<ImmutableArray<SignatureEvidence>> OnWebAsync(Uri url, WebArchives server, CancellationToken cancellationToken)
    {
        var files = new Dictionary<string, byte[]?>(StringComparer.Ordinal);
        foreach (var suffix in _suffixes)
        {
            files[suffix] = await server.FindBesideAsync(url, suffix, cancellationToken) is { } found ? access.Cache.ReadAll(found) : null;
        }

        return Beside(suffix => files[suffix], Path.GetFileName(url.AbsolutePath));
    }

    private static ImmutableArray<SignatureEvidence> Beside(Func<string, byte[]?> read, string name) =>
    [
        .. from suffix in _suffixes
           let file = read(suffix)
           where file is not null
           let place = $"`{name}{suffix}`"
           select suffix == ProvenanceSuffix ? new SignatureEvidence.Provenance(place, file) : (SignatureEvidence)new SignatureEvidence.Beside(place, file),
    ];

    private static byte[]? ReadFile(string path)
    {
        try
        {
            return !File.Exists(path) ? null
                : new FileInfo(path).Length <= LargestFile ? File.ReadAllBytes(path)
                : throw new SignatureFileException(path, "is larger than 1 MiB, more than any signature");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new SignatureFileException(path, $"cannot be read: {exception.Message.TrimEnd('.')}", exception);
        }
    }
}

/// <summary>A file beside an archive that should hold its signature.</summary>
public sealed class SignatureFileException(string path, string reason, Exception? innerException = null) : PackManException($"`{path}` {reason}", innerException);
