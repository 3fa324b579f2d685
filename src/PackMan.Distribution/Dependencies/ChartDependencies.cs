using System.Collections.Immutable;
using System.Globalization;
using PackMan.Charts;
using PackMan.Charts.Locking;

namespace PackMan.Distribution.Dependencies;

/// <summary>Fills the `charts/` of a chart's folder with what the chart depends on.</summary>
/// <param name="access">The ways out, and the cache.</param>
/// <param name="path">The chart's folder.</param>
/// <param name="location">What the user calls it.</param>
public sealed class ChartDependencies(ChartAccess access, string path, string location, TimeProvider time)
{
    /// <summary>Whether the servers of HTTP repositories are asked for their newest indexes, where one is at hand.</summary>
    public bool RefreshesIndexes { get; init; } = true;

    /// <summary>Takes the newest versions in range, and locks them.</summary>
    /// <exception cref="PackManException">Something cannot be had; nothing was changed.</exception>
    public async Task<DependencyResult> UpdateAsync(CancellationToken cancellationToken = default)
    {
        var folder = DependencyFolder.Open(path, location, cancellationToken);
        var resolved = await ResolveAsync(folder, folder.Requirements.Select(requirement => new LockPair(requirement, null)), cancellationToken);
        return Write(folder, resolved, writesLock: true);
    }

    /// <summary>Takes what `Chart.lock` pins, from the cache where it is there. Without a lock this is an update.</summary>
    /// <exception cref="PackManException">The lock is out of step, or something is not what it pins; nothing was changed.</exception>
    public async Task<DependencyResult> BuildAsync(CancellationToken cancellationToken = default)
    {
        var folder = DependencyFolder.Open(path, location, cancellationToken);
        if (folder.Lock is not { } locked)
        {
            return await UpdateAsync(cancellationToken);
        }

        var comparison = LockComparison.Of(folder.Requirements, locked.Dependencies, locked.PinsContent);
        if (!comparison.IsInStep)
        {
            throw new LockOutOfStepException(folder.LockName, location, comparison.Changes);
        }

        folder.Seed(access.Cache);
        return Write(folder, await ResolveAsync(folder, comparison.Pairs, cancellationToken), writesLock: false);
    }

    /// <summary>Builds what is locked; updates where there is no lock, or one that is out of step with `Chart.yaml` or with a folder beside the chart.</summary>
    /// <exception cref="PackManException">Something cannot be had; nothing was changed.</exception>
    public async Task<DependencyResult> EnsureAsync(CancellationToken cancellationToken = default)
    {
        try
        {
            return await BuildAsync(cancellationToken);
        }
        catch (PackManException outOfStep) when (outOfStep is LockOutOfStepException or ChangedFolderException)
        {
            return await UpdateAsync(cancellationToken);
        }
    }

    private async Task<ImmutableArray<ResolvedDependency>> ResolveAsync(DependencyFolder folder, IEnumerable<LockPair> pairs, CancellationToken cancellationToken)
    {
        using var sources = DependencySources.Through(access, folder.Chart.Metadata, RefreshesIndexes);
        var verification = access.Options.Verification;
        var resolver = new DependencyResolver(sources, access.Cache) { Verifies = verification is not null };
        var byPlace = pairs.ToLookup(pair => pair.Requirement.Repository.Length > 0);
        var fetched = await resolver.ResolveAsync(new AskingChart(folder.Chart, path, null), byPlace[true], cancellationToken);
        foreach (var verified in fetched.SelectMany(dependency => dependency.Verified).DistinctBy(verified => verified.Content.Shown))
        {
            verification?.Tell(verified);
        }

        return InOrder(folder.Requirements, [.. byPlace[false].Select(pair => ByHand(folder, pair.Requirement))], fetched);
    }

    private static ImmutableArray<ResolvedDependency> InOrder(
        ImmutableArray<ChartDependency> requirements, ImmutableArray<ResolvedDependency> byHand, ImmutableArray<ResolvedDependency> fetched)
    {
        var (nextByHand, nextFetched) = (0, 0);
        return [.. requirements.Select(requirement => requirement.Repository.Length > 0 ? fetched[nextFetched++] : byHand[nextByHand++])];
    }

    private ResolvedDependency ByHand(DependencyFolder folder, ChartDependency requirement)
    {
        var chart = folder.Vendored.Select(item => item.Chart).FirstOrDefault(chart => chart is not null && requirement.IsMetBy(chart.Metadata))
            ?? throw new DependencyException(requirement.Name, $"`{folder.Chart.Metadata.Name}`", new DependencyRefusedException(
                $"`Chart.yaml` names no `repository` for it, and `{location}/charts` does not hold it",
                "Add the `repository` (`oci://HOST/PATH`, `https://HOST/PATH`, `@NAME` or `file://../FOLDER`), or put the chart into `charts/`"));
        return new ResolvedDependency(new LockedDependency { Name = requirement.Name, Version = chart.Metadata.Version.ToString() }, null);
    }

    private DependencyResult Write(DependencyFolder folder, ImmutableArray<ResolvedDependency> resolved, bool writesLock)
    {
        var byHand = folder.Requirements.Select(folder.FolderFor).ToImmutableArray();
        ImmutableArray<ResolvedDependency> wanted = [.. resolved.Where((_, index) => byHand[index] is null)];
        var lockChanged = false;
        var (written, removed) = folder.Replace(ResolvedDependency.FilesOf(folder.Chart, wanted), () => lockChanged = writesLock && WriteLock(folder, resolved));
        return new DependencyResult
        {
            Chart = folder.Chart,
            Dependencies = [.. resolved.Select(dependency => dependency.Locked)],
            Written = written,
            Removed = removed,
            LockChanged = lockChanged,
            Notes = [.. NotesOn(folder, resolved, byHand, writesLock)],
        };
    }

    private bool WriteLock(DependencyFolder folder, ImmutableArray<ResolvedDependency> resolved)
    {
        if (resolved.IsEmpty)
        {
            return folder.DeleteLock();
        }

        var locked = new ChartLock
        {
            Dependencies = [.. resolved.Select(dependency => dependency.Locked)],
            PinsContent = true,
            Generated = time.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
        };
        return folder.WriteLock(locked, [.. folder.Requirements.Zip(resolved, (requirement, dependency) => requirement with { Repository = dependency.Locked.Repository })]);
    }

    private IEnumerable<string> NotesOn(DependencyFolder folder, ImmutableArray<ResolvedDependency> resolved, ImmutableArray<VendoredItem?> byHand, bool writesLock)
    {
        foreach (var (item, dependency) in byHand.Zip(resolved).Where(pair => pair.First is not null && pair.Second.Archive is not null))
        {
            yield return $"`{location}/charts/{item!.Name}` is a folder put in by hand and stays in use, in place of `{dependency.Locked.Name}` {dependency.Locked.Version}";
        }

        foreach (var item in folder.Vendored.Where(item => !folder.Requirements.Any(requirement => item.Chart is null ? item.IsArchiveOf(requirement.Name) : item.Chart.Metadata.Name == requirement.Name)))
        {
            if (folder.Lock is null || !folder.Lock.Dependencies.Any(locked => item.IsArchiveOf(locked.Name)))
            {
                yield return $"`{location}/charts/{item.Name}` is no dependency that `Chart.yaml` names, and is left as it is";
            }
        }

        foreach (var (before, after) in writesLock ? Republished(folder.Lock, resolved) : [])
        {
            yield return $"`{after.Name}` {after.Version} of `{after.Repository}` is no longer the archive that was locked ({before} before, {after.Digest} now): somebody published this version anew; look at what changed before you use it";
        }

        if (!writesLock && folder.Lock is { PinsContent: false })
        {
            yield return $"`{folder.LockName}` was written by Helm: it pins versions and no contents; `packman dependency update {location}` writes one that pins both";
        }
    }

    /// <summary>Archives whose version and place are as they were locked, and whose files are not. Folders change as their authors work.</summary>
    private static IEnumerable<(string Before, LockedDependency After)> Republished(ChartLock? before, ImmutableArray<ResolvedDependency> resolved)
    {
        var archives = (before?.Dependencies ?? []).SelectMany(dependency => dependency.All).Where(locked => locked.Digest is not null).ToLookup(locked => (locked.Name, locked.Version, locked.Repository));
        return from after in resolved.SelectMany(dependency => dependency.Locked.All).Where(locked => locked.Digest is not null).DistinctBy(locked => (locked.Name, locked.Version, locked.Repository))
               let old = archives[(after.Name, after.Version, after.Repository)].FirstOrDefault()
               where old is not null && old.ContentDigest != after.ContentDigest
               select (old.Digest, after);
    }
}
