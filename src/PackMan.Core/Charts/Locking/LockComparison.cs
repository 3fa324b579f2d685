using System.Collections.Immutable;

namespace PackMan.Charts.Locking;

/// <summary>Requirements of a `Chart.yaml` beside the entries of a lock, one by one, so that it can be said what changed.</summary>
/// <param name="Pairs">Each requirement with the entry that still meets it, in the order of the requirements; null where none does.</param>
/// <param name="Changes">What changed since the lock was written, a line each; empty when it is in step.</param>
public sealed record LockComparison(ImmutableArray<LockPair> Pairs, ImmutableArray<string> Changes)
{
    public bool IsInStep => Changes.IsEmpty;

    /// <param name="requirements">What `Chart.yaml` asks for now.</param>
    /// <param name="locked">What was locked.</param>
    /// <param name="pinsContent">Whether the entries pin contents: then it does not matter which mirror they come from.</param>
    public static LockComparison Of(ImmutableArray<ChartDependency> requirements, ImmutableArray<LockedDependency> locked, bool pinsContent)
    {
        var left = locked.ToList();
        var pairs = requirements.Select(requirement => new LockPair(requirement, Take(left, requirement))).ToImmutableArray();
        var changes = ImmutableArray.CreateBuilder<string>();
        foreach (var (requirement, entry) in pairs)
        {
            if (entry is null)
            {
                changes.Add(Unmet(requirement, left));
            }
            else if (FindMove(requirement, entry, pinsContent) is { } move)
            {
                changes.Add(move);
            }
        }

        changes.AddRange(left.Select(entry => $"`{entry.Name}` {entry.Version} is not asked for any more"));
        return new LockComparison(pairs, changes.ToImmutable());
    }

    private static LockedDependency? Take(List<LockedDependency> left, ChartDependency requirement)
    {
        var index = left.FindIndex(entry => entry.Name == requirement.Name && IsInRange(requirement, entry));
        if (index < 0)
        {
            return null;
        }

        var entry = left[index];
        left.RemoveAt(index);
        return entry;
    }

    // Helm locks the range itself where there is no repository.
    private static bool IsInRange(ChartDependency requirement, LockedDependency entry) =>
        requirement.Version.Length == 0
        || requirement.Version == entry.Version
        || (SemanticVersion.TryParse(entry.Version) is { } version && VersionConstraint.Parse(requirement.Version).IsSatisfiedBy(version));

    private static string Unmet(ChartDependency requirement, List<LockedDependency> left)
    {
        var index = left.FindIndex(entry => entry.Name == requirement.Name);
        if (index < 0)
        {
            return $"`{requirement.Name}`{(requirement.Version.Length == 0 ? "" : $" `{requirement.Version}`")} is new";
        }

        var entry = left[index];
        left.RemoveAt(index);
        return $"`{requirement.Name}` is asked for in `{requirement.Version}`, and locked to {entry.Version}";
    }

    private static string? FindMove(ChartDependency requirement, LockedDependency entry, bool pinsContent)
    {
        var (now, before) = (requirement.Repository.TrimEnd('/'), entry.Repository.TrimEnd('/'));

        // Names of repositories stand for URLs that only the user's own list knows.
        var mayDiffer = pinsContent || RepositoryKinds.NameIn(now) is not null;
        return now == before || (mayDiffer && RepositoryKinds.Of(now) == RepositoryKinds.Of(before))
            ? null
            : $"`{requirement.Name}` comes from {Show(now)} now, and was locked from {Show(before)}";
    }

    private static string Show(string repository) => repository.Length == 0 ? "`charts/` itself" : $"`{RepositoryKinds.Show(repository)}`";
}

/// <summary>A requirement and what it is locked to.</summary>
public sealed record LockPair(ChartDependency Requirement, LockedDependency? Locked);
