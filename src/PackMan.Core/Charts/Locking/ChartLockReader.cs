using System.Collections.Immutable;
using System.Text.RegularExpressions;
using PackMan.Charts.Loading;
using PackMan.Charts.Metadata;
using PackMan.Yaml;

namespace PackMan.Charts.Locking;

/// <summary>Reads `Chart.lock`. Where it pins contents (`artifacts`), that section counts; else what Helm wrote (`dependencies`).</summary>
internal sealed partial class ChartLockReader
{
    public const string Artifacts = "artifacts";

    /// <summary>Charts below one lock, so that a hostile one costs bounded work; as many as may take part in a rendering.</summary>
    public const int MaxEntries = Subcharts.TreeSize.MaxSubcharts;

    private int _entries;

    /// <exception cref="ChartFileException">An entry says something impossible.</exception>
    public static ChartLock Read(string location, ChartFile file)
    {
        var text = new ChartText(location, file);
        var map = YamlReader.ReadMap(text.Text, text.FileName);
        var fields = new MetadataFields(text, map);
        var reader = new ChartLockReader();
        var pinsContent = map.ContainsKey(Artifacts);
        return new ChartLock
        {
            Dependencies = pinsContent ? reader.ReadPinned(fields, Artifacts, depth: 1) : [.. fields.Maps("dependencies").Select(ReadOfHelm)],
            PinsContent = pinsContent,
            Generated = fields.Text("generated") ?? "",
        };
    }

    private static LockedDependency ReadOfHelm(MetadataFields entry) => new()
    {
        Name = ReadName(entry),
        Version = entry.Text("version") ?? "",
        Repository = entry.Text("repository") ?? "",
    };

    private ImmutableArray<LockedDependency> ReadPinned(MetadataFields fields, string key, int depth)
    {
        var entries = ImmutableArray.CreateBuilder<LockedDependency>();
        foreach (var entry in fields.Maps(key))
        {
            if (depth > ChartLimits.Default.ChartDepth || ++_entries > MaxEntries)
            {
                throw entry.Fault("name", $"is one entry too many: a lock has up to {MaxEntries}, {ChartLimits.Default.ChartDepth} deep");
            }

            entries.Add(ReadPinned(entry, depth));
        }

        return entries.ToImmutable();
    }

    private LockedDependency ReadPinned(MetadataFields entry, int depth)
    {
        var version = entry.RequiredText("version", "1.4.0");
        return new LockedDependency
        {
            Name = ReadName(entry),
            Version = SemanticVersion.TryParse(version) is null ? throw entry.Fault("version", $"is `{version}`, which is no semantic version") : version,
            Repository = entry.Text("repository") ?? "",
            Digest = ReadDigest(entry, "digest"),
            ContentDigest = ReadDigest(entry, "contentDigest"),
            Dependencies = ReadPinned(entry, "dependencies", depth + 1),
        };
    }

    private static string ReadName(MetadataFields entry)
    {
        var name = entry.RequiredText("name", "redis");
        return ChartName.FindFault(name) is { } fault ? throw entry.Fault("name", $"cannot be `{name}`: {fault}") : name;
    }

    private static string? ReadDigest(MetadataFields entry, string key) => entry.Text(key) switch
    {
        null => null,
        var digest when DigestPattern().IsMatch(digest) => digest,
        var other => throw entry.Fault(key, $"is `{other}`, which is no digest", "A digest is `sha256:` and 64 digits of `0` to `9` and `a` to `f`"),
    };

    [GeneratedRegex(@"^sha256:[0-9a-f]{64}\z")]
    private static partial Regex DigestPattern();
}
