using PackMan.Charts.Packaging;
using PackMan.Yaml;

namespace PackMan.Cli.Output;

/// <summary>A package and the file it was written to.</summary>
/// <param name="Signature">The file beside it; null when it was not signed.</param>
internal sealed record WrittenPackage(ChartPackage Package, string Path, string? Signature);

/// <summary>What `package -o json` prints for each chart.</summary>
internal static class PackageModel
{
    public static string Text(WrittenPackage written) =>
        $"Successfully packaged chart and saved it to: {written.Path}\nDigest: {written.Package.Digest}\n{(written.Signature is null ? "" : $"Signature: {written.Signature}\n")}";

    public static YamlMap Of(WrittenPackage written) => Model.Map(
        ("name", Model.Text(written.Package.Chart.Metadata.Name)),
        ("version", Model.Text(written.Package.Chart.Metadata.Version.ToString())),
        ("appVersion", Model.TextOrNone(written.Package.Chart.Metadata.AppVersion)),
        ("path", Model.Text(written.Path)),
        ("size", Model.Number(written.Package.Content.Length)),
        ("signature", Model.TextOrNone(written.Signature)),
        ("digest", Model.Text(written.Package.Digest)),
        ("contentDigest", Model.Text(written.Package.Chart.Digest.Value)));
}
