namespace PackMan.Charts;

/// <summary>What must hold before a chart is rendered for an installation.</summary>
public static class ChartChecks
{
    /// <param name="chart">The loaded chart.</param>
    /// <param name="kubeVersion">The version the server reports (`v1.36.0`).</param>
    /// <exception cref="ChartNotInstallableException">The chart is a library, a Helm chart, has dependencies or is made for another Kubernetes.</exception>
    public static void EnsureInstallable(Chart chart, string kubeVersion)
    {
        ArgumentNullException.ThrowIfNull(chart);
        if (FindObstacle(chart, kubeVersion) is var (reason, hint))
        {
            throw new ChartNotInstallableException(chart.Metadata, reason, hint);
        }
    }

    private static (string Reason, string Hint)? FindObstacle(Chart chart, string kubeVersion)
    {
        var metadata = chart.Metadata;
        if (!metadata.IsNative)
        {
            return ($"it is a Helm chart (`apiVersion: {metadata.ApiVersion}`), and PackMan does not render Go templates yet",
                $"Install it with Helm, or write its templates in Scriban and mark it `apiVersion: {ChartMetadata.NativeApiVersion}`");
        }

        if (metadata.Type == ChartType.Library)
        {
            return ("it is a library chart, which only lends its templates to other charts", "Install a chart that depends on it");
        }

        if (DependencyNames(chart) is { Count: > 0 } names)
        {
            return ($"it depends on other charts ({string.Join(", ", names.Select(name => $"`{name}`"))}), and PackMan does not render dependencies yet",
                "Install the charts it depends on as releases of their own, and take them out of `dependencies` and `charts/`");
        }

        return metadata.KubeVersion is { } range && !KubernetesVersion.Satisfies(kubeVersion, range)
            ? ($"it needs Kubernetes `{range}`, and the version here is `{kubeVersion}`", "Use a version of the chart made for this Kubernetes version")
            : null;
    }

    private static List<string> DependencyNames(Chart chart) =>
    [
        .. chart.Metadata.Dependencies.Select(dependency => dependency.Name)
            .Concat(chart.Subcharts.Select(subchart => subchart.Metadata.Name))
            .Distinct(StringComparer.Ordinal),
    ];
}

/// <summary>A chart that loads but cannot be installed here.</summary>
public sealed class ChartNotInstallableException(ChartMetadata chart, string reason, string hint)
    : PackManException($"Chart `{chart?.Name}` {chart?.Version} cannot be installed: {reason}")
{
    public ChartMetadata Chart { get; } = chart!;

    public override string Hint => hint;
}
