using System.Collections.Immutable;
using System.Globalization;
using PackMan.Charts;
using PackMan.Live;

namespace PackMan.Linting;

/// <summary>The release of Kubernetes that a chart is linted for when nobody names one.</summary>
internal static class TargetRelease
{
    // Ranges that begin or end within a minor version take one of its ends.
    private static readonly ImmutableArray<int> Patches = [0, 99];

    /// <summary>The newest known release that the chart's `kubeVersion` allows (`v1.36.0`); the newest of all where it allows none, or cannot be read.</summary>
    public static string NewestFor(ChartMetadata chart) => chart.KubeVersion is { } range && Newest(range, NewestMinor) is { } fitting ? fitting : BuiltInResources.KubernetesVersion;

    /// <summary>Whether a range leaves out every release there is or may come.</summary>
    public static bool IsEmpty(string range) => Newest(range, 999) is null;

    private static int NewestMinor => (int)KubernetesVersion.TryParse(BuiltInResources.KubernetesVersion)!.Minor;

    private static string? Newest(string range, int minor) => Enumerable.Range(0, minor + 1).Reverse()
        .SelectMany(candidate => Patches.Select(patch => string.Create(CultureInfo.InvariantCulture, $"v1.{candidate}.{patch}")))
        .FirstOrDefault(version => KubernetesVersion.Satisfies(version, range));
}
