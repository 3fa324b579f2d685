using System.Globalization;
using PackMan.Charts;
using PackMan.Charts.Bundling;
using PackMan.Distribution.Cache;
using PackMan.Images;
using PackMan.Yaml;

namespace PackMan.Cli.Output;

/// <summary>A bundle and the file it was written to.</summary>
/// <param name="Path">As the user named it.</param>
internal sealed record WrittenBundle(ChartBundle Bundle, string Path, byte[] Content)
{
    /// <summary>Of the file.</summary>
    public ContentDigest Digest { get; } = ContentDigest.Of(Content);
}

/// <summary>What `bundle` prints.</summary>
internal static class BundleModel
{
    public static YamlMap Of(ChartMetadata chart, WrittenBundle written) => Model.Map(
        ("name", Model.Text(chart.Name)),
        ("version", Model.Text(chart.Version.ToString())),
        ("path", Model.Text(written.Path)),
        ("size", Model.Number(written.Content.Length)),
        ("digest", Model.Text(written.Digest.ToString())),
        ("evidence", YamlList.Of(written.Bundle.Evidence.Select(file => Model.Text(file.Path)))),
        ("images", ImagesJson.Of(written.Bundle.Images)));

    public static string Text(ChartMetadata chart, WrittenBundle written) =>
        $"Bundled {chart.Name} {chart.Version}, which runs {Count(written.Bundle.Images.Length, "image")}, and saved it to: {written.Path}\nDigest: {written.Digest}\n";

    private static string Count(int count, string noun) => string.Create(CultureInfo.InvariantCulture, $"{count} {noun}{(count == 1 ? "" : "s")}");
}
