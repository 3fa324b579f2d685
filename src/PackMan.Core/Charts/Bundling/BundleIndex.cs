using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.RegularExpressions;
using PackMan.Images;
using PackMan.Yaml;

namespace PackMan.Charts.Bundling;

/// <summary>`packman-bundle.json`: which files a bundle holds, each with its digest, and the images.</summary>
/// <param name="Chart">Which of the files is the chart.</param>
/// <param name="Files">Digest by path.</param>
internal sealed partial record BundleIndex(string Chart, ImmutableSortedDictionary<string, string> Files, ImmutableArray<UsedImage> Images)
{
    public const string FileName = "packman-bundle.json";

    private const string Type = "packman.dev/bundle.v1";

    // Names and digests of hundreds of images; whatever is longer was made to harm.
    private const int LargestIndex = 4 * 1024 * 1024;

    public static BundleIndex Of(ChartBundle bundle) => new(
        bundle.ChartFile.Path,
        bundle.Evidence.Add(bundle.ChartFile).ToImmutableSortedDictionary(file => file.Path, Digest, StringComparer.Ordinal),
        bundle.Images);

    public static string Digest(ChartFile file) => "sha256:" + Convert.ToHexStringLower(SHA256.HashData(file.Content.Span));

    public ChartFile Write() => new(FileName, JsonText.WriteBytes(
        YamlMap.Of(
        [
            KeyValuePair.Create<string, YamlNode>("type", new YamlString(Type)),
            KeyValuePair.Create<string, YamlNode>("chart", new YamlString(Chart)),
            KeyValuePair.Create<string, YamlNode>("files", YamlMap.OfStrings(Files)),
            KeyValuePair.Create<string, YamlNode>("images", ImagesJson.Of(Images)),
        ]),
        indented: true));

    /// <exception cref="BundleException">The file is damaged, or of a later PackMan.</exception>
    public static BundleIndex Read(ChartFile file, string location)
    {
        var map = Parse(file, location);
        if (map.FindString("type") is var type && type != Type)
        {
            throw new BundleException(location, $"its `{FileName}` is of the type `{type}`, and this PackMan reads `{Type}`", "Read it with the PackMan it was made with, or make the bundle again");
        }

        return new BundleIndex(
            map.FindString("chart") ?? throw Damaged(location, "names no chart"),
            ReadFiles(map.Find("files"), location),
            ImagesJson.TryRead(map.Find("images")) ?? throw Damaged(location, "has an entry in `images` that is no image"));
    }

    private static YamlMap Parse(ChartFile file, string location)
    {
        if (file.Content.Length > LargestIndex)
        {
            throw Damaged(location, $"has {file.Content.Length} bytes, and {LargestIndex} are the most it may have");
        }

        try
        {
            return JsonText.Parse(file.Content.Span) as YamlMap ?? throw Damaged(location, "is no JSON object");
        }
        catch (JsonException)
        {
            throw Damaged(location, "is no JSON");
        }
    }

    private static ImmutableSortedDictionary<string, string> ReadFiles(YamlNode? files, string location) =>
        files is YamlMap map && map.Entries.All(entry => entry.Value is YamlString digest && DigestPattern().IsMatch(digest.Value))
            ? map.Entries.ToImmutableSortedDictionary(entry => entry.Key, entry => ((YamlString)entry.Value).Value, StringComparer.Ordinal)
            : throw Damaged(location, "has an entry in `files` that is no digest");

    private static BundleException Damaged(string location, string what) => new(location, $"its `{FileName}` {what}", BundleException.FetchAgain);

    [GeneratedRegex(@"^sha256:[0-9a-f]{64}\z")]
    private static partial Regex DigestPattern();
}
