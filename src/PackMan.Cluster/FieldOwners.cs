using System.Collections.Immutable;
using PackMan.Live;
using PackMan.Manifests;
using PackMan.Yaml;

namespace PackMan.Cluster;

/// <summary>Reads `managedFields` for what a conflict leaves out.</summary>
internal static class FieldOwners
{
    /// <summary>
    /// The conflicts with the time of their manager's last write. Servers name the manager in a conflict but, but for some
    /// versions, not the time; the object itself has both.
    /// </summary>
    public static ImmutableArray<FieldConflict> WithTimes(ImmutableArray<FieldConflict> conflicts, KubernetesObject? live)
    {
        var entries = (live?.Content.Find("metadata", "managedFields") as YamlList ?? YamlList.Empty).Items.OfType<YamlMap>().ToArray();
        return [.. conflicts.Select(conflict => conflict.Since is null ? conflict with { Since = LastWrite(conflict, entries) } : conflict)];
    }

    // Times are RFC 3339 in UTC, so the latest is the greatest text.
    private static string? LastWrite(FieldConflict conflict, IEnumerable<YamlMap> entries) => entries
        .Where(entry => entry.FindString("manager") == conflict.Manager
            && entry.FindString("operation") == conflict.Operation
            && (conflict.Subresource.Length == 0 || entry.FindString("subresource") == conflict.Subresource))
        .Select(entry => entry.FindString("time"))
        .Max(StringComparer.Ordinal);
}
