using PackMan.Charts;
using PackMan.Charts.Loading;

namespace PackMan.Linting.Rules.Charts;

internal sealed class ChartKubeVersionRule() : LintRule("chart/kube-version", LintSeverity.Error, "A range that cannot be read, or leaves out the cluster's version, refuses the installation.")
{
    internal override IEnumerable<Finding> Check(LintedChart chart) => chart.FaultsOf(ChartPart.KubeVersion).Select(Tell).Concat(Misses(chart));

    private IEnumerable<Finding> Misses(LintedChart chart)
    {
        var (range, version) = (chart.Chart.Metadata.KubeVersion, chart.Settings.KubeVersion);
        if (range is null || KubernetesVersion.Satisfies(version, range))
        {
            return [];
        }

        return TargetRelease.IsEmpty(range)
            ? [Tell($"`{range}` leaves out every version of Kubernetes", chart.FrameOfField("kubeVersion"), "Parts set apart by `||` are alternatives; those set apart by spaces or commas must hold together")]
            : chart.Settings.IsVersionAsked ? [Tell($"`{range}` leaves out Kubernetes {version}, which the chart is linted for", chart.FrameOfField("kubeVersion"))] : [];
    }
}
