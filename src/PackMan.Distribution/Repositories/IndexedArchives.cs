using PackMan.Distribution.Cache;
using PackMan.Distribution.Http;
using PackMan.Distribution.Oci;
using PackMan.Distribution.References;
using PackMan.Distribution.Signing;

namespace PackMan.Distribution.Repositories;

/// <summary>The archives an index points to, which may lie anywhere.</summary>
internal sealed class IndexedArchives(ChartAccess access, ChartRepository repository)
{
    /// <summary>Brings an archive into the cache from the first of its addresses that has it.</summary>
    public async Task<FetchedArchive> FetchAsync(IndexedVersion version, CancellationToken cancellationToken)
    {
        for (var i = 0; ; i++)
        {
            try
            {
                return await FetchAsync(version, version.Urls[i], cancellationToken);
            }
            catch (RemoteException) when (i + 1 < version.Urls.Length)
            {
                // The next address may have it.
            }
            catch (RefusalException refused)
            {
                throw new ArchiveException(NameOf(version), refused.Message, RepositoryErrors.Advise(repository, version.Chart, refused.Url, refused.Status), refused);
            }
        }
    }

    private async Task<FetchedArchive> FetchAsync(IndexedVersion version, string reference, CancellationToken cancellationToken)
    {
        if (!repository.TryResolve(reference, out var url) || url.Scheme is not ("http" or "https" or "oci"))
        {
            throw new ArchiveException(NameOf(version), $"the index says it is at `{reference}`, and charts cannot be had there", null);
        }

        var fetched = url.Scheme == "oci" ? await FetchOciAsync(version, reference, cancellationToken) : await FetchWebAsync(version, url, cancellationToken);
        return new ExpectedChart(version.Chart, version.Version).FindMismatch(access.Cache, fetched.Digest, fetched.Name, cancellationToken) is { } mismatch
            ? throw new ArchiveException(NameOf(version), $"it {mismatch}", "The index and its archives do not belong together: ask whoever runs the repository")
            : fetched;
    }

    private async Task<FetchedArchive> FetchWebAsync(IndexedVersion version, Uri url, CancellationToken cancellationToken)
    {
        var isOwn = RedirectHandler.IsSameServer(repository.Url, url);
        var credential = isOwn || repository.PassesCredentials ? repository.Credential : null;
        // The client certificate stays with the repository's server too.
        var transport = isOwn || repository.PassesCredentials ? repository.Transport : repository.Transport with { CertificateFile = null, KeyFile = null };
        var server = new WebArchives(access.HttpFor(transport), access.Cache, credential);
        var digest = version.Digest is { } known && IsCached(known) ? known : await server.FetchAsync(url, version.Digest, cancellationToken);
        return new FetchedArchive(NameOf(version), digest) { Url = url, Server = server, Place = new ArchivePlace.Web(url, repository.Url) };
    }

    private bool IsCached(ContentDigest digest)
    {
        using var content = access.Cache.Open(digest);
        return content is not null;
    }

    // The login of the registry counts, and not what was given for the repository.
    private async Task<FetchedArchive> FetchOciAsync(IndexedVersion version, string reference, CancellationToken cancellationToken)
    {
        var registries = access.Registries.WithoutGiven(isPlain: false);
        var fetched = await new OciCharts(registries, access.Cache).FetchAsync(OciReference.Parse(reference), VersionChoice.Exactly(version.Version.ToString()), cancellationToken);
        return version.Digest is { } wanted && wanted != fetched.Digest
            ? throw new ArchiveException(NameOf(version), $"its digest is `{fetched.Digest}`, and the index says `{wanted}`", "Ask whoever runs the repository")
            : fetched;
    }

    private string NameOf(IndexedVersion version) => repository.Name.Length > 0 ? $"{repository.Name}/{version.Chart}:{version.Version}" : $"{repository.ShownUrl.TrimEnd('/')}/{version.Chart}:{version.Version}";
}

/// <summary>The archive of a chart that an index lists cannot be had.</summary>
public sealed class ArchiveException(string chart, string reason, string? hint, Exception? innerException = null)
    : RemoteException($"Chart `{chart}` cannot be fetched: {reason}", hint, innerException);
