using PackMan.Charts;
using PackMan.Distribution.Oci;
using PackMan.Distribution.References;
using PackMan.Yaml;

namespace PackMan.Cli.Output;

/// <summary>What `push` prints.</summary>
internal static class PushModel
{
    public static YamlMap Of(ChartMetadata chart, PushResult result) => Model.Map(
        ("name", Model.Text(chart.Name)),
        ("version", Model.Text(chart.Version.ToString())),
        ("reference", Model.Text($"{OciReference.Scheme}{result.Reference}")),
        ("digest", Model.Text(result.Digest.ToString())),
        ("replaced", Model.TextOrNone(result.Replaced?.ToString())),
        ("uploadedBlobs", Model.Number(result.UploadedBlobs)));

    /// <summary>Helm's two lines.</summary>
    public static string Text(PushResult result) => $"Pushed: {result.Reference}\nDigest: {result.Digest}\n";
}
