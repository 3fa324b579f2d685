using PackMan.Subcharts;

namespace PackMan.Charts;

/// <summary>What must hold before a chart is rendered for an installation.</summary>
public static class ChartChecks
{
    /// <param name="chart">The loaded chart.</param>
    /// <param name="kubeVersion">The version the server reports (`v1.36.0`).</param>
    /// <exception cref="ChartNotInstallableException">The chart is a library, a Helm chart or is made for another Kubernetes.</exception>
    public static void EnsureInstallable(Chart chart, string kubeVersion)
    {
        ArgumentNullException.ThrowIfNull(chart);
        if (FindObstacle(chart, kubeVersion) is var (reason, hint))
        {
            throw new ChartNotInstallableException(chart.Metadata, reason, hint);
        }
    }

    /// <param name="charts">The charts in use.</param>
    /// <param name="kubeVersion">The version the server reports (`v1.36.0`).</param>
    /// <exception cref="ChartNotInstallableException">A subchart is a Helm chart or made for another Kubernetes.</exception>
    public static void EnsureUsable(ChartTree charts, string kubeVersion)
    {
        ArgumentNullException.ThrowIfNull(charts);
        foreach (var place in charts.Root.All.Skip(1))
        {
            var metadata = place.Chart.Metadata;
            if ((metadata.IsNative ? FindMismatch(metadata, kubeVersion) : OfHelm(metadata)) is var (reason, hint))
            {
                throw new ChartNotInstallableException(charts.Root.Chart.Metadata, $"its subchart `{metadata.Name}` {metadata.Version} (`{place.Folder}`) cannot be rendered: {reason}", hint);
            }
        }
    }

    private static (string Reason, string Hint)? FindObstacle(Chart chart, string kubeVersion)
    {
        var metadata = chart.Metadata;
        if (!metadata.IsNative)
        {
            return OfHelm(metadata);
        }

        if (metadata.Type == ChartType.Library)
        {
            return ("it is a library chart, which only lends its templates to other charts", "Install a chart that depends on it");
        }

        return FindMismatch(metadata, kubeVersion);
    }

    private static (string Reason, string Hint) OfHelm(ChartMetadata metadata) => (
        $"it is a Helm chart (`apiVersion: {metadata.ApiVersion}`), and PackMan does not render Go templates yet",
        $"Install it with Helm, or write its templates in Scriban and mark it `apiVersion: {ChartMetadata.NativeApiVersion}`");

    private static (string Reason, string Hint)? FindMismatch(ChartMetadata metadata, string kubeVersion) =>
        metadata.KubeVersion is { } range && !KubernetesVersion.Satisfies(kubeVersion, range)
            ? ($"it needs Kubernetes `{range}`, and the version here is `{kubeVersion}`", "Use a version of the chart made for this Kubernetes version")
            : null;
}

/// <summary>A chart that loads but cannot be installed here.</summary>
public sealed class ChartNotInstallableException(ChartMetadata chart, string reason, string hint)
    : PackManException($"Chart `{chart?.Name}` {chart?.Version} cannot be installed: {reason}")
{
    public ChartMetadata Chart { get; } = chart!;

    public override string Hint => hint;
}
