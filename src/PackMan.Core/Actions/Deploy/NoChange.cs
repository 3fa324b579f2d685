using System.Collections.Immutable;
using PackMan.Planning;
using PackMan.Releases;
using PackMan.Yaml;

namespace PackMan.Actions.Deploy;

/// <summary>Tells when there is nothing to do: the deployed revision is what is asked for, and so is the cluster.</summary>
internal static class NoChange
{
    /// <summary>The deployed revision when it stands for the target already; null when a new one is needed.</summary>
    public static ReleaseRevision? FindDeployed(ReleaseHistory history, ImmutableArray<ReleaseRevision> earlier, DeployTarget target, Plan plan)
    {
        // After a failed revision a new one is made even so: the release must not go on saying `failed`.
        var deployed = history.Newest is { Status: ReleaseStatus.Deployed } newest
            ? earlier.FirstOrDefault(revision => revision.Summary.Revision == newest.Revision)
            : null;
        return deployed is not null && plan.IsEmpty && IsSame(deployed.Record, target.Record) && HasLabels(deployed.Summary, target.Pending) ? deployed : null;
    }

    private static bool IsSame(ReleaseRecord deployed, ReleaseRecord target) =>
        deployed.ChartDigest == target.ChartDigest
        && deployed.Manifest == target.Manifest
        && deployed.Hooks == target.Hooks
        && deployed.Crds == target.Crds
        && YamlNode.DeepEquals(deployed.SuppliedValues, target.SuppliedValues)
        && YamlNode.DeepEquals(deployed.ComputedValues, target.ComputedValues);

    private static bool HasLabels(ReleaseSummary deployed, ReleaseSummary target) => deployed.Labels.SequenceEqual(target.Labels);
}
