using System.Collections.Immutable;
using PackMan.Charts;
using PackMan.Charts.Loading;
using PackMan.Charts.Locking;
using PackMan.Charts.Packaging;
using PackMan.Distribution.Cache;
using PackMan.Distribution.References;
using PackMan.Distribution.Signing;

namespace PackMan.Distribution.Dependencies;

/// <summary>
/// Finds what a chart depends on and does not have, and what these charts lack in turn. What is pinned must be what is found;
/// what the cache holds under its digest is not asked for.
/// </summary>
internal sealed class DependencyResolver(IDependencySource sources, ContentCache cache)
{
    // As many charts as may take part in a rendering.
    private const int MaxCharts = 1_000;

    private int _charts;

    /// <summary>Whether signatures are checked: they lie with the charts, so the places of those are asked even for what the cache holds.</summary>
    public bool Verifies { get; init; }

    /// <param name="pairs">What is asked for, and what it is locked to where it is.</param>
    /// <returns>In the order asked for.</returns>
    /// <exception cref="PackManException">One cannot be had; the first in order is told.</exception>
    public async Task<ImmutableArray<ResolvedDependency>> ResolveAsync(AskingChart asking, IEnumerable<LockPair> pairs, CancellationToken cancellationToken)
    {
        var tasks = pairs.Select(pair => ResolveAsync(asking, pair, cancellationToken)).ToList();
        _ = await Task.WhenAny(Task.WhenAll(tasks));
        var resolved = ImmutableArray.CreateBuilder<ResolvedDependency>(tasks.Count);
        foreach (var task in tasks)
        {
            resolved.Add(await task);
        }

        return resolved.MoveToImmutable();
    }

    private async Task<ResolvedDependency> ResolveAsync(AskingChart asking, LockPair pair, CancellationToken cancellationToken)
    {
        if (Interlocked.Increment(ref _charts) > MaxCharts)
        {
            throw new EndlessDependencyException($"Chart `{asking.Root}` depends on more than {MaxCharts} charts");
        }

        var found = await FindAsync(asking, pair, cancellationToken);
        var inner = await ResolveLackingAsync(asking.Below(found), pair.Locked, cancellationToken);
        var locked = new LockedDependency
        {
            Name = found.Chart.Metadata.Name,
            Version = found.Chart.Metadata.Version.ToString(),
            Repository = found.Repository,
            Digest = found.Folder is null ? found.Digest.ToString() : null,
            ContentDigest = found.Chart.Digest.Value,
            Dependencies = [.. inner.Select(dependency => dependency.Locked)],
        };
        return new ResolvedDependency(locked, inner.IsEmpty ? Read(found.Digest) : Filled(found.Chart, inner))
        {
            Verified = [.. found.Verified is { } verified ? [verified] : Array.Empty<VerifiedChart>(), .. inner.SelectMany(dependency => dependency.Verified)],
        };
    }

    private async Task<FoundDependency> FindAsync(AskingChart asking, LockPair pair, CancellationToken cancellationToken)
    {
        try
        {
            RequireVersion(pair.Requirement);
            var found = FindPinned(asking, pair) ?? await sources.FindAsync(RequestOf(asking, pair), cancellationToken);
            return Checked(asking, pair, found);
        }
        catch (PackManException failure) when (failure is not (SwappedDependencyException or ChangedFolderException))
        {
            throw new DependencyException(pair.Requirement.Name, asking.Path, failure);
        }
    }

    private static DependencyRequest RequestOf(AskingChart asking, LockPair pair) => new(
        pair.Requirement.Name,
        pair.Requirement.Repository,
        pair.Locked is { } locked ? VersionChoice.Exactly(locked.Version) : VersionChoice.Parse(pair.Requirement.Version),
        RepositoryKinds.Of(pair.Requirement.Repository) == RepositoryKind.Folder ? asking.Folder : null,
        pair.Locked?.Repository);

    private static void RequireVersion(ChartDependency requirement)
    {
        if (requirement.Version.Length == 0 && RepositoryKinds.Of(requirement.Repository) is RepositoryKind.Registry or RepositoryKind.Web)
        {
            throw new DependencyRefusedException("`Chart.yaml` does not say which version is wanted", "Add a line such as `version: ^1.4.0` to the dependency");
        }
    }

    // What a digest names is the same wherever it comes from.
    private FoundDependency? FindPinned(AskingChart asking, LockPair pair)
    {
        if (Verifies || pair.Locked is not { Digest: { } text } locked || ContentDigest.TryParse(text) is not { } digest)
        {
            return null;
        }

        using var archive = cache.Open(digest);
        return archive is null
            ? null
            : new FoundDependency(ChartLoader.LoadArchive(archive, $"{asking.Root}/charts/{locked.FileName}"), digest) { Repository = locked.Repository };
    }

    private static FoundDependency Checked(AskingChart asking, LockPair pair, FoundDependency found)
    {
        var (name, place) = (found.Chart.Metadata.Name, RepositoryKinds.Show(pair.Requirement.Repository));
        if (name != pair.Requirement.Name)
        {
            throw new DependencyRefusedException($"`{found.Chart.Location}` is the chart `{name}`", "The name of a dependency is the one in its own `Chart.yaml`; use `alias` to call it something else");
        }

        if (pair.Locked is { Digest: { } digest } locked && digest != found.Digest.ToString())
        {
            throw new SwappedDependencyException($"`{locked.FileName}` of `{place}`", digest, found.Digest.ToString(), asking.Root);
        }

        return pair.Locked is { Digest: null, ContentDigest: { } content } && content != found.Chart.Digest.Value
            ? throw new ChangedFolderException(found.Chart.Location, content, found.Chart.Digest.Value, asking.Root)
            : found;
    }

    // What has no repository may be a library that lies in the `charts/` of a chart around; the rendering knows.
    private async Task<ImmutableArray<ResolvedDependency>> ResolveLackingAsync(AskingChart asking, LockedDependency? locked, CancellationToken cancellationToken)
    {
        var lacking = asking.Chart.Metadata.Dependencies
            .Where(dependency => dependency.Repository.Length > 0 && !asking.Chart.Subcharts.Any(subchart => dependency.IsMetBy(subchart.Metadata)))
            .ToImmutableArray();
        if (locked is not { IsPinned: true })
        {
            return await ResolveAsync(asking, lacking.Select(dependency => new LockPair(dependency, null)), cancellationToken);
        }

        var comparison = LockComparison.Of(lacking, locked.Dependencies, pinsContent: true);
        return comparison.IsInStep
            ? await ResolveAsync(asking, comparison.Pairs, cancellationToken)
            : throw new LockOutOfStepException("Chart.lock", asking.Root, [.. comparison.Changes.Select(change => $"{asking.Path}: {change}")]);
    }

    private static ReadOnlyMemory<byte> Filled(Chart chart, ImmutableArray<ResolvedDependency> inner) =>
        ChartPackage.With(chart, ResolvedDependency.FilesOf(chart, inner)).Content;

    private ReadOnlyMemory<byte> Read(ContentDigest digest)
    {
        using var archive = cache.Require(digest);
        using var bytes = new MemoryStream();
        archive.CopyTo(bytes);
        return bytes.ToArray();
    }
}
