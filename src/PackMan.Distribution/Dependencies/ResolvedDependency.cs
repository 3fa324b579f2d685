using System.Collections.Immutable;
using PackMan.Charts;
using PackMan.Charts.Locking;
using PackMan.Distribution.Signing;

namespace PackMan.Distribution.Dependencies;

/// <summary>A dependency whose chart is at hand, with all that chart depends on.</summary>
/// <param name="Locked">As the lock says it.</param>
/// <param name="Archive">As it lies in `charts/`; null for a chart that was put there by hand.</param>
public sealed record ResolvedDependency(LockedDependency Locked, ReadOnlyMemory<byte>? Archive)
{
    /// <summary>Who signed it and what it depends on; empty when nobody asked.</summary>
    public ImmutableArray<VerifiedChart> Verified { get; init; } = [];

    /// <summary>The archives for the `charts/` of a chart; two aliases of one chart share theirs.</summary>
    /// <exception cref="DependencyRefusedException">Two different charts would have one name there.</exception>
    internal static ImmutableArray<ChartFile> FilesOf(Chart chart, ImmutableArray<ResolvedDependency> dependencies)
    {
        var files = ImmutableArray.CreateBuilder<ChartFile>();
        foreach (var same in dependencies.Where(dependency => dependency.Archive is not null).GroupBy(dependency => dependency.Locked.FileName, StringComparer.Ordinal))
        {
            if (same.Select(dependency => dependency.Locked.ContentDigest).Distinct().Count() > 1)
            {
                throw new DependencyRefusedException(
                    $"Chart `{chart.Metadata.Name}` depends on two different charts that are both `{same.First().Locked.Name}` {same.First().Locked.Version}: {string.Join(" and ", same.Select(dependency => $"from `{RepositoryKinds.Show(dependency.Locked.Repository)}`"))}",
                    "Take both from the same repository, or in different versions");
            }

            files.Add(new ChartFile($"charts/{same.Key}", same.First().Archive!.Value));
        }

        return files.ToImmutable();
    }
}
