using PackMan.Distribution.Pulling;
using PackMan.Yaml;

namespace PackMan.Cli.Output;

/// <summary>A chart that was pulled and the file or folder it is in now.</summary>
internal sealed record WrittenChart(PulledChart Chart, string Path, bool IsUnpacked);

/// <summary>What `pull` prints of each chart.</summary>
internal static class PulledModel
{
    public static YamlMap Of(WrittenChart written) => Model.Map(
        ("name", Model.Text(written.Chart.Content.Metadata.Name)),
        ("version", Model.Text(written.Chart.Content.Metadata.Version.ToString())),
        ("appVersion", Model.TextOrNone(written.Chart.Content.Metadata.AppVersion)),
        ("source", Model.Text(written.Chart.Fetched.Name)),
        ("path", Model.Text(written.Path)),
        ("provenance", Model.TextOrNone(ProvenanceOf(written))),
        ("digest", Model.Text(written.Chart.Fetched.Digest.ToString())),
        ("manifestDigest", Model.TextOrNone(written.Chart.Fetched.ManifestDigest?.ToString())));

    /// <summary>Helm's two lines, and where the chart is now.</summary>
    public static string Text(WrittenChart written) =>
        $"Pulled: {written.Chart.Fetched.Name}\n"
        + $"Digest: {written.Chart.Fetched.ManifestDigest ?? written.Chart.Fetched.Digest}\n"
        + $"{(written.IsUnpacked ? "Unpacked to" : "Saved to")}: {written.Path}\n";

    private static string? ProvenanceOf(WrittenChart written) => written.Chart.Provenance is null ? null : $"{written.Path}.prov";
}
