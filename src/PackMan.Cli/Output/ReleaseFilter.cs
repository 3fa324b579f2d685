using System.Collections.Immutable;
using System.Text.RegularExpressions;
using PackMan.Releases;

namespace PackMan.Cli.Output;

/// <summary>What `list` shows of all recorded revisions, and in which order.</summary>
internal sealed record ReleaseFilter
{
    /// <summary>Empty for every status.</summary>
    public ImmutableArray<ReleaseStatus> Statuses { get; init; } = [];

    public Regex? Name { get; init; }

    public LabelQuery Labels { get; init; } = LabelQuery.Parse("");

    public bool IsByDate { get; init; }

    public bool IsReversed { get; init; }

    public int Offset { get; init; }

    /// <summary>0 for all.</summary>
    public int Max { get; init; }

    public IReadOnlyList<ReleaseSummary> Apply(IEnumerable<ReleaseSummary> revisions)
    {
        // Statuses and labels are asked of the newest revision, else an outdated one would answer for the release. Superseded
        // revisions are never the newest, so asking for nothing else shows every one (Helm's pkg/action/list.go).
        var candidates = Statuses is [ReleaseStatus.Superseded]
            ? revisions
            : revisions.GroupBy(revision => (revision.Namespace, revision.Name)).Select(release => release.MaxBy(revision => revision.Revision)!);
        var chosen = candidates.Where(release =>
            (Name?.IsMatch(release.Name.Text) ?? true) && (Statuses.IsEmpty || Statuses.Contains(release.Status)) && Labels.Matches(release.Labels));
        return [.. Sort(chosen).Skip(Offset).Take(Max == 0 ? int.MaxValue : Max)];
    }

    private IEnumerable<ReleaseSummary> Sort(IEnumerable<ReleaseSummary> releases)
    {
        var byName = releases
            .OrderBy(release => release.Name.Text, StringComparer.Ordinal)
            .ThenBy(release => release.Namespace, StringComparer.Ordinal)
            .ThenBy(release => release.Revision);
        var sorted = IsByDate ? byName.OrderByDescending(release => release.Updated) : (IEnumerable<ReleaseSummary>)byName;
        return IsReversed ? sorted.Reverse() : sorted;
    }
}
