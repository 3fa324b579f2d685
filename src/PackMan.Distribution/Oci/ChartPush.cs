using PackMan.Charts;
using PackMan.Distribution.Cache;
using PackMan.Distribution.References;

namespace PackMan.Distribution.Oci;

/// <summary>A packaged chart on its way into a registry.</summary>
/// <param name="Metadata">Of the chart in the archive.</param>
/// <param name="Archive">The `.tgz`, which can be read from any place.</param>
/// <param name="Provenance">Helm's provenance file; null when there is none.</param>
public sealed record PackagedChart(ChartMetadata Metadata, Stream Archive, byte[]? Provenance);

/// <summary>What a push did.</summary>
/// <param name="Reference">Where the chart is now.</param>
/// <param name="Digest">Of the manifest, which pins the chart.</param>
/// <param name="Replaced">What the tag stood for before, when that was something else.</param>
/// <param name="UploadedBlobs">How many blobs the registry did not have yet.</param>
public sealed record PushResult(OciReference Reference, ContentDigest Digest, ContentDigest? Replaced, int UploadedBlobs);

/// <summary>Pushes charts: what is there is not sent again, and the manifest comes last, so that an interrupted push changes nothing.</summary>
public sealed class ChartPush(RegistryAccess access)
{
    /// <param name="place">The chart becomes `PLACE/NAME:VERSION`.</param>
    /// <exception cref="PackManException">The registry refused or failed.</exception>
    public async Task<PushResult> RunAsync(PackagedChart chart, OciRepository place, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(chart);
        ArgumentNullException.ThrowIfNull(place);
        var reference = new OciReference(RepositoryOf(chart.Metadata, place), OciReference.TagOf(chart.Metadata.Version.ToString()));
        var client = await RegistryClient.OpenAsync(access, reference.Repository, $"push `{reference}`", isWriting: true, cancellationToken);

        var blobs = Blobs(chart);
        var uploaded = 0;
        foreach (var (descriptor, content) in blobs)
        {
            uploaded += await new BlobUpload(client).RunAsync(descriptor, content, cancellationToken) ? 1 : 0;
        }

        var manifest = ChartArtifact.Manifest(chart.Metadata, blobs[0].Descriptor, blobs[1].Descriptor, blobs.ElementAtOrDefault(2).Descriptor).Write();
        var digest = ContentDigest.Of(manifest);
        var before = await client.FindDigestAsync(reference.Tag!, cancellationToken);
        if (before != digest)
        {
            await client.PutManifestAsync(reference.Tag!, manifest, cancellationToken);
        }

        return new PushResult(reference, digest, before == digest ? null : before, uploaded);
    }

    // Names of charts may have letters that paths of registries may not.
    private static OciRepository RepositoryOf(ChartMetadata chart, OciRepository place) =>
        OciReference.Parse($"{place.Append(chart.Name)}").Repository;

    private static List<(Descriptor Descriptor, Stream Content)> Blobs(PackagedChart chart)
    {
        var config = ChartArtifact.Config(chart.Metadata);
        chart.Archive.Position = 0;
        List<(Descriptor, Stream)> blobs =
        [
            (new Descriptor(ChartArtifact.ConfigType(chart.Metadata), ContentDigest.Of(config), config.Length), new MemoryStream(config)),
            (new Descriptor(ChartArtifact.ContentType(chart.Metadata), ContentDigest.Of(chart.Archive), chart.Archive.Length), chart.Archive),
        ];
        if (chart.Provenance is { } provenance)
        {
            blobs.Add((new Descriptor(ChartArtifact.HelmProvenance, ContentDigest.Of(provenance), provenance.Length), new MemoryStream(provenance)));
        }

        return blobs;
    }
}
