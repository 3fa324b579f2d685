using PackMan.Charts;
using PackMan.Distribution.Cache;
using PackMan.Distribution.References;
using PackMan.Distribution.Signing;

namespace PackMan.Distribution.Oci;

/// <summary>Charts of registries.</summary>
public sealed class OciCharts(RegistryAccess access, ContentCache cache)
{
    // Beyond what the loader takes unpacked, an archive can only be made to harm.
    private const long LargestArchive = 100 * 1024 * 1024;
    private const long LargestProvenance = 1024 * 1024;

    /// <summary>Brings a chart into the cache. What a digest names and the cache has is not asked for.</summary>
    /// <param name="version">Which version, where the reference has neither tag nor digest.</param>
    /// <exception cref="PackManException">There is no such chart or version, another chart lies under its name, or the registry refused, failed or lied.</exception>
    public async Task<FetchedArchive> FetchAsync(OciReference reference, VersionChoice version, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(reference);
        var wanted = Combine(reference, version);
        if (wanted.Digest is { } digest && Known(wanted, digest) is { } known)
        {
            return known;
        }

        return (await access.ReadAsync(wanted.Repository, wanted.Digest is not null, async (way, place) =>
        {
            var client = await RegistryClient.OpenAsync(way, place, $"pull `{wanted with { Repository = place }}`", isWriting: false, cancellationToken);
            return await FetchAsync(client, wanted, version, cancellationToken);
        }))!;
    }

    private async Task<FetchedArchive?> FetchAsync(RegistryClient client, OciReference reference, VersionChoice version, CancellationToken cancellationToken)
    {
        var (wanted, bytes) = await ResolveAsync(client, reference, version, cancellationToken);
        var manifest = Require(wanted, bytes);
        foreach (var (blob, limit) in BlobsOf(manifest))
        {
            await client.FetchBlobAsync(blob, cache, limit, cancellationToken);
        }

        var fetched = Describe(wanted, manifest, cache.Keep(bytes));
        RequireExpected(wanted, fetched, cancellationToken);
        return fetched;
    }

    // Who names a digest says exactly what he wants, under whatever name it lies.
    private void RequireExpected(OciReference wanted, FetchedArchive fetched, CancellationToken cancellationToken)
    {
        if (wanted.Digest is null && ExpectedChart.Of(wanted).FindMismatch(cache, fetched.Digest, fetched.Name, cancellationToken) is { } mismatch)
        {
            throw new RegistryException(
                $"pull `{wanted}`",
                $"it {mismatch}",
                $"The tag was moved, or the chart was copied under another name. If it is the one you want, name `{OciReference.Scheme}{wanted.Repository}@{fetched.ManifestDigest}`");
        }
    }

    /// <summary>The manifest that a reference stands for in the registry itself now, whatever mirrors hold, and the reference with the tag that was chosen.</summary>
    /// <exception cref="PackManException">There is no such chart or version, or the registry refused, failed or lied.</exception>
    internal async Task<(OciReference Reference, byte[] Manifest)> ResolveAsync(OciReference reference, VersionChoice version, CancellationToken cancellationToken)
    {
        var wanted = Combine(reference, version);
        var client = await RegistryClient.OpenAsync(access, reference.Repository, $"find `{wanted}`", isWriting: false, cancellationToken);
        (wanted, var bytes) = await ResolveAsync(client, wanted, version, cancellationToken);
        Require(wanted, bytes);
        return (wanted, bytes);
    }

    private static async Task<(OciReference Reference, byte[] Manifest)> ResolveAsync(RegistryClient client, OciReference reference, VersionChoice version, CancellationToken cancellationToken)
    {
        var wanted = reference is { Tag: null, Digest: null } ? reference with { Tag = await ChooseTagAsync(client, version, cancellationToken) } : reference;
        return await client.FindManifestAsync(wanted.Digest?.ToString() ?? wanted.Tag!, cancellationToken) is { } manifest
            ? (wanted, manifest)
            : await ResolveRespelledAsync(client, wanted, version, cancellationToken);
    }

    // Whoever asks for 1.14.0 may mean `v1.14.0`.
    private static async Task<(OciReference Reference, byte[] Manifest)> ResolveRespelledAsync(RegistryClient client, OciReference wanted, VersionChoice version, CancellationToken cancellationToken)
    {
        var published = await TagList.ReadVersionsAsync(client, cancellationToken) ?? throw NoRepository(client);
        var other = wanted.Digest is null && version.Exact is not null ? version.Best(published) : null;
        var found = other is null ? wanted : wanted with { Tag = OciReference.TagOf(other.ToString()) };
        return found != wanted && await client.FindManifestAsync(found.Tag!, cancellationToken) is { } manifest
            ? (found, manifest)
            : throw Missing(client, wanted, published);
    }

    /// <summary>The versions of a chart, in no order; null when the registry has no such chart.</summary>
    /// <exception cref="PackManException">The registry refused or failed.</exception>
    public Task<IReadOnlyList<SemanticVersion>?> ListVersionsAsync(OciRepository repository, CancellationToken cancellationToken = default) =>
        access.ReadAsync(repository, isPinned: false, async (way, place) =>
        {
            var client = await RegistryClient.OpenAsync(way, place, $"list the versions of `{place}`", isWriting: false, cancellationToken);
            return await TagList.ReadVersionsAsync(client, cancellationToken);
        });

    private static OciReference Combine(OciReference reference, VersionChoice version)
    {
        if (version.Text.Length > 0 && reference.Tag is { } tag && tag != OciReference.TagOf(version.Text))
        {
            throw new ReferenceException($"{OciReference.Scheme}{reference}", $"it names the version `{tag}`, and `--version` says `{version.Text}`", "Say the version once");
        }

        return reference is { Tag: null, Digest: null } && version.Exact is { } exact ? reference with { Tag = OciReference.TagOf(exact.ToString()) } : reference;
    }

    private static async Task<string> ChooseTagAsync(RegistryClient client, VersionChoice version, CancellationToken cancellationToken)
    {
        var tags = await TagList.ReadAsync(client, cancellationToken) ?? throw NoRepository(client);
        if (tags.Contains(OciReference.TagOf(version.Text)))
        {
            return OciReference.TagOf(version.Text);
        }

        var published = TagList.VersionsAmong(tags);
        var best = version.Best(published) ?? throw new NoSuchVersionException(client.Repository.ToString(), version.Text, version.Nearest(published));
        return OciReference.TagOf(best.ToString());
    }

    private static PackManException Missing(RegistryClient client, OciReference wanted, IReadOnlyList<SemanticVersion> published) =>
        wanted.Digest is null && TagList.VersionOf(wanted.Tag!) is { } version
            ? new NoSuchVersionException(client.Repository.ToString(), version.ToString(), VersionChoice.Parse(version.ToString()).Nearest(published))
            : new RegistryException(client.Errors.Purpose, wanted.Digest is null ? $"there is no tag `{wanted.Tag}`" : "there is nothing of that digest", $"Published are {Newest(published)}");

    private static string Newest(IReadOnlyList<SemanticVersion> published) =>
        published.Count == 0 ? "no versions at all" : string.Join(", ", VersionChoice.Newest.Nearest(published).Select(version => $"`{version}`"));

    private static RegistryException NoRepository(RegistryClient client) =>
        new(client.Errors.Purpose, $"`{client.Repository.Host}` has no chart `{client.Repository.Path}`", "Check the path: the chart's own name is its last part");

    private FetchedArchive? Known(OciReference wanted, ContentDigest digest)
    {
        using var stored = cache.Open(digest);
        if (stored is null)
        {
            return null;
        }

        using var bytes = new MemoryStream();
        stored.CopyTo(bytes);
        var manifest = Require(wanted, bytes.ToArray());
        return BlobsOf(manifest).All(blob => IsKnown(blob.Blob)) ? Describe(wanted, manifest, digest) : null;
    }

    private bool IsKnown(Descriptor blob)
    {
        using var content = cache.Open(blob.Digest);
        return content is not null;
    }

    private FetchedArchive Describe(OciReference wanted, ImageManifest manifest, ContentDigest digest) => new(wanted.ToString(), ChartArtifact.ContentOf(manifest)!.Digest)
    {
        ManifestDigest = digest,
        Place = new ArchivePlace.Registry(wanted),
        Registries = access,
        ProvenanceDigest = ChartArtifact.ProvenanceOf(manifest)?.Digest,
    };

    private static IEnumerable<(Descriptor Blob, long Limit)> BlobsOf(ImageManifest manifest)
    {
        yield return (ChartArtifact.ContentOf(manifest)!, LargestArchive);
        if (ChartArtifact.ProvenanceOf(manifest) is { } provenance)
        {
            yield return (provenance, LargestProvenance);
        }
    }

    private static ImageManifest Require(OciReference wanted, byte[] bytes)
    {
        var manifest = ImageManifest.TryParse(bytes)
            ?? throw new RegistryException($"pull `{wanted}`", "it is no chart: what the registry holds there is no image manifest", "An image for several platforms is an index, and charts are none");
        return ChartArtifact.ContentOf(manifest) is not null
            ? manifest
            : throw new RegistryException($"pull `{wanted}`", $"it is no chart, but of the type `{manifest.ArtifactType ?? manifest.Config.MediaType}`", "Container images lie in registries too: check the path");
    }
}
