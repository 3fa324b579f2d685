using System.Collections.Immutable;
using PackMan.Yaml;

namespace PackMan.Charts.Locking;

/// <summary>Writes `Chart.lock`: what Helm knows first, then what pins contents, which Helm passes over.</summary>
public static class ChartLockText
{
    private const string Head = "# Written by `packman dependency update`. Helm reads what stands above `artifacts`.\n";

    /// <param name="locked">What the requirements stand for.</param>
    /// <param name="requirements">Those of `Chart.yaml`, `@name` and `alias:name` resolved to URLs as Helm does.</param>
    public static string Write(ChartLock locked, ImmutableArray<ChartDependency> requirements)
    {
        ArgumentNullException.ThrowIfNull(locked);
        return Head + YamlWriter.Write(YamlMap.Of(
        [
            Entry("dependencies", new YamlList([.. locked.Dependencies.Select(OfHelm)])),
            Entry("digest", new YamlString(HelmLockDigest.Compute(requirements, locked.Dependencies))),
            Entry("generated", new YamlString(locked.Generated)),
            Entry(ChartLockReader.Artifacts, new YamlList([.. locked.Dependencies.Select(Pinned)])),
        ]));
    }

    private static YamlMap OfHelm(LockedDependency dependency) => YamlMap.OfStrings(
    [
        KeyValuePair.Create("name", dependency.Name),
        KeyValuePair.Create("repository", dependency.Repository),
        KeyValuePair.Create("version", dependency.Version),
    ]);

    private static YamlMap Pinned(LockedDependency dependency)
    {
        List<KeyValuePair<string, YamlNode>> entries =
        [
            Entry("name", new YamlString(dependency.Name)),
            Entry("version", new YamlString(dependency.Version)),
        ];
        AddText(entries, "repository", dependency.Repository);
        AddText(entries, "digest", dependency.Digest);
        AddText(entries, "contentDigest", dependency.ContentDigest);
        if (!dependency.Dependencies.IsEmpty)
        {
            entries.Add(Entry("dependencies", new YamlList([.. dependency.Dependencies.Select(Pinned)])));
        }

        return YamlMap.Of(entries);
    }

    private static void AddText(List<KeyValuePair<string, YamlNode>> entries, string key, string? text)
    {
        if (!string.IsNullOrEmpty(text))
        {
            entries.Add(Entry(key, new YamlString(text)));
        }
    }

    private static KeyValuePair<string, YamlNode> Entry(string key, YamlNode value) => KeyValuePair.Create(key, value);
}
