using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using PackMan.Charts;
using PackMan.Charts.Bundling;
using PackMan.Distribution.Cache;
using PackMan.Distribution.Oci;
using PackMan.Distribution.Signing;

namespace PackMan.Distribution.Bundling;

/// <summary>
/// Signatures as files of a bundle: those that lie beside an archive under the same names, and those of a registry as the statement
/// and its signature, which `cosign verify-blob` and openssl check too, or as Sigstore's bundle, with the manifest they speak of.
/// </summary>
public static class BundledEvidence
{
    private const string ManifestFile = "manifest.json";
    private const string StatementFolder = "signatures/";
    private const string StatementSuffix = ".json";

    /// <param name="archive">What the chart's archive is called.</param>
    /// <param name="manifest">Which statements of a registry speak of; null when there are none.</param>
    internal static ImmutableArray<ChartFile> Write(ImmutableArray<SignatureEvidence> evidence, string archive, byte[]? manifest)
    {
        var files = new List<ChartFile>();
        foreach (var item in evidence)
        {
            switch (item)
            {
                // What signs another bundle proves nothing of this one.
                case SignatureEvidence.Beside { Bundle: null } beside:
                    files.Add(new ChartFile(archive + beside.Suffix, beside.File));
                    break;
                case SignatureEvidence.Provenance { File: var file }:
                    files.Add(new ChartFile(archive + EvidenceFinder.ProvenanceSuffix, file));
                    break;
                case SignatureEvidence.Stated stated when manifest is not null:
                    files.AddRange(Write(stated));
                    break;
                case SignatureEvidence.Referring { File: var file } when manifest is not null:
                    files.Add(new ChartFile(NameOf(file) + EvidenceFinder.BundleSuffix, file));
                    break;
                default:
                    break;
            }
        }

        if (manifest is not null && files.Exists(file => file.Path.StartsWith(StatementFolder, StringComparison.Ordinal)))
        {
            files.Add(new ChartFile(ManifestFile, manifest));
        }

        return [.. files.DistinctBy(file => file.Path).OrderBy(file => file.Path, StringComparer.Ordinal)];
    }

    internal static ImmutableArray<SignatureEvidence> Read(ChartBundle bundle)
    {
        var provenance = bundle.ChartFile.Path + EvidenceFinder.ProvenanceSuffix;
        return
        [
            .. from suffix in new[] { EvidenceFinder.SignatureSuffix, EvidenceFinder.BundleSuffix }
               let path = bundle.ChartFile.Path + suffix
               let file = bundle.FindEvidence(path)
               where file is not null
               select new SignatureEvidence.Beside(Place(path), file),
            .. FindProvenance(bundle) is { } signed ? [new SignatureEvidence.Provenance(Place(provenance), signed)] : Array.Empty<SignatureEvidence>(),
            .. bundle.Evidence
                .Where(statement => statement.Path.StartsWith(StatementFolder, StringComparison.Ordinal) && statement.Path.EndsWith(StatementSuffix, StringComparison.Ordinal))
                .Select(statement => ReadOfRegistry(bundle, statement)),
        ];
    }

    private static SignatureEvidence ReadOfRegistry(ChartBundle bundle, ChartFile statement) => statement.Path.EndsWith(EvidenceFinder.BundleSuffix, StringComparison.Ordinal)
        ? new SignatureEvidence.Referring(Place(statement.Path), statement.Content.ToArray())
        : new SignatureEvidence.Stated(Place(statement.Path), statement.Content.ToArray(), SignatureOf(bundle, statement.Path));

    /// <summary>Helm's provenance file; null when there is none.</summary>
    public static byte[]? FindProvenance(ChartBundle bundle) => bundle.FindEvidence(bundle.ChartFile.Path + EvidenceFinder.ProvenanceSuffix);

    /// <summary>The manifest that named the archive in its registry; null when there is none.</summary>
    /// <param name="archive">The digest of the archive in the bundle.</param>
    /// <param name="name">As the user knows the bundle.</param>
    /// <exception cref="BundleException">The manifest names another archive, so that signatures of it would prove nothing of this one.</exception>
    internal static byte[]? FindManifest(ChartBundle bundle, ContentDigest archive, string name)
    {
        if (bundle.FindEvidence(ManifestFile) is not { } bytes)
        {
            return null;
        }

        return ImageManifest.TryParse(bytes) is { } manifest && ChartArtifact.ContentOf(manifest)?.Digest == archive
            ? bytes
            : throw new BundleException(name, $"`{ManifestFile}` in it is of another chart than `{bundle.ChartFile.Path}`", "Do not use it before it is clear who made it");
    }

    private static IEnumerable<ChartFile> Write(SignatureEvidence.Stated stated)
    {
        var signature = Encoding.ASCII.GetBytes(stated.Signature);
        var name = NameOf([.. stated.Statement, .. signature]);
        return [new ChartFile(name + StatementSuffix, stated.Statement), new ChartFile(name + EvidenceFinder.SignatureSuffix, signature)];
    }

    // Named by what they are, so that the order in which they were found changes nothing.
    private static string NameOf(ReadOnlySpan<byte> content) => StatementFolder + ContentDigest.Of(content).Hex[..16];

    private static string SignatureOf(ChartBundle bundle, string statement) =>
        Encoding.ASCII.GetString(bundle.FindEvidence(statement[..^StatementSuffix.Length] + EvidenceFinder.SignatureSuffix) ?? []);

    private static string Place(string path) => $"`{path}` of the bundle";
}
