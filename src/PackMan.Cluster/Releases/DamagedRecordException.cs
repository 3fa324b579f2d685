using PackMan.Releases;

namespace PackMan.Cluster.Releases;

/// <summary>A revision's Secrets do not fit together.</summary>
public sealed class DamagedRecordException(ReleaseSummary summary, string reason)
    : PackManException($"Revision {summary.Revision} of release `{summary.Name}` in namespace `{summary.Namespace}` cannot be read: {reason}")
{
    public ReleaseSummary Summary { get; } = summary;

    public override string Hint => $"Other revisions are not touched by this: see `packman history {Summary.Name} --namespace {Summary.Namespace}`";
}
