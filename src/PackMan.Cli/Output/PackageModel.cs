using PackMan.Charts.Packaging;
using PackMan.Yaml;

namespace PackMan.Cli.Output;

/// <summary>A package and the file it was written to.</summary>
internal sealed record WrittenPackage(ChartPackage Package, string Path);

/// <summary>What `package -o json` prints for each chart.</summary>
internal static class PackageModel
{
    public static YamlMap Of(WrittenPackage written) => Model.Map(
        ("name", Model.Text(written.Package.Chart.Metadata.Name)),
        ("version", Model.Text(written.Package.Chart.Metadata.Version.ToString())),
        ("appVersion", Model.TextOrNone(written.Package.Chart.Metadata.AppVersion)),
        ("path", Model.Text(written.Path)),
        ("size", Model.Number(written.Package.Content.Length)),
        ("digest", Model.Text(written.Package.Digest)),
        ("contentDigest", Model.Text(written.Package.Chart.Digest.Value)));
}
