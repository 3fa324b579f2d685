using PackMan.Charts;
using PackMan.Distribution.Cache;
using PackMan.Distribution.Signing.Policy;
using PackMan.Yaml;

namespace PackMan.Distribution.Signing.Provenance;

/// <summary>Helm's `.prov` files: `Chart.yaml`, a line `...`, and the digest of the archive, signed together (https://helm.sh/docs/topics/provenance).</summary>
internal static class ProvenanceFile
{
    private const string Separator = "\n...\n";

    private static readonly YamlReaderLimits Limits = new() { MaxNodes = 20_000, MaxCharacters = 1024 * 1024 };

    /// <summary>The text of the file for an archive.</summary>
    public static string Text(ChartMetadata chart, string fileName, ContentDigest archive) =>
        YamlWriter.Write(chart.Source).TrimEnd('\n') + '\n' + Separator + YamlWriter.Write(YamlMap.Empty.WithPath(["files", fileName], new YamlString(archive.ToString())));

    public static Verdict Judge(ReadOnlySpan<byte> file, string place, SignedContent content, Identity identity, DateTimeOffset now)
    {
        if (ClearSignedText.TryParse(file) is not { } text)
        {
            return new Verdict.Refused("it is no text with an OpenPGP signature below it, or something stands around it");
        }

        // Who signed comes first: nothing of the text is read before.
        var verdict = OpenPgpSignature.Judge(text, place, identity, now);
        return verdict is Verdict.Signed && FindFault(text.Text, content) is { } fault ? new Verdict.Refused(fault) : verdict;
    }

    private static string? FindFault(string text, SignedContent content)
    {
        if (text.Split(Separator) is not [var metadata, var sums])
        {
            return "it does not have the two parts of a provenance file";
        }

        try
        {
            var chart = YamlReader.ReadMap(metadata, "Chart.yaml", Limits);
            var files = YamlReader.ReadMap(sums, "files", Limits).Find("files") as YamlMap ?? YamlMap.Empty;
            return FindOtherChart(chart, content) ?? FindOtherArchive(files, content.Archive);
        }
        catch (YamlException broken)
        {
            return $"it cannot be read: {broken.Message}";
        }
    }

    private static string? FindOtherChart(YamlMap chart, SignedContent content)
    {
        var signed = $"{chart.Find("name")} {chart.Find("version")}";
        var found = $"{content.Chart.Name} {content.Chart.Version}";
        return signed == found ? null : $"it is for the chart `{signed}`, and the archive holds `{found}`";
    }

    private static string? FindOtherArchive(YamlMap files, ContentDigest archive)
    {
        var sums = files.Entries.Select(entry => (Name: entry.Key, Digest: entry.Value is YamlString { Value: var value } ? value : "")).ToList();
        return sums.Any(file => file.Digest == archive.ToString()) ? null
            : sums is [var (name, digest), ..] ? $"it is for a `{name}` with the digest `{digest}`, and the archive's is `{archive}`"
            : "it names no archive";
    }
}
