using System.Collections.Immutable;

namespace PackMan.Planning;

/// <summary>Numbers changes in the order of their writes: namespace, `crds/`, kinds as in <see cref="InstallOrder"/>, deletions in reverse at the end.</summary>
internal static class Waves
{
    public static ImmutableArray<Change> Number(IEnumerable<Change> changes, string? newNamespace)
    {
        var ordered = changes
            .Select(change => (Change: change, Stage: Stage(change, newNamespace)))
            .OrderBy(entry => entry.Stage)
            .ThenBy(entry => entry.Change.Subject.Identity.Kind, StringComparer.Ordinal)
            .ThenBy(entry => entry.Change.Subject.Identity.Namespace, StringComparer.Ordinal)
            .ThenBy(entry => entry.Change.Subject.Identity.Name, StringComparer.Ordinal)
            .ToList();
        var stages = ordered.Select(entry => entry.Stage).Distinct().ToList();
        return [.. ordered.Select(entry => entry.Change with { Wave = stages.IndexOf(entry.Stage) })];
    }

    private static (int Phase, int Rank) Stage(Change change, string? newNamespace)
    {
        var identity = change.Subject.Identity;
        var rank = InstallOrder.RankOf(identity.Kind);
        return change switch
        {
            Change.Create when identity.Kind == "Namespace" && identity.Name == newNamespace => (0, 0),
            Change.Keep => (3, 0),
            Change.Delete => (4, -rank),
            { IsShared: true } => (1, 0),
            _ => (2, rank),
        };
    }
}
