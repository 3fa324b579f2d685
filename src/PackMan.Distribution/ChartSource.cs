using PackMan.Charts;
using PackMan.Charts.Loading;
using PackMan.Distribution.Oci;
using PackMan.Distribution.References;
using PackMan.Distribution.Repositories;

namespace PackMan.Distribution;

/// <summary>Charts by whatever a user calls them: folders and archives of this machine, repositories, registries, web servers.</summary>
public sealed class ChartSource(LocalChartSource local, ChartAccess access) : IChartSource
{
    /// <inheritdoc/>
    public async Task<Chart> LoadAsync(string reference, CancellationToken cancellationToken = default) =>
        IsHere(ChartReference.Parse(reference)) && access.Options.Verification is null
            ? await local.LoadAsync(reference, cancellationToken)
            : Load(await FetchAsync(reference, cancellationToken), cancellationToken);

    /// <summary>Brings the archive of a chart into the cache, wherever it lies; a folder is none.</summary>
    /// <exception cref="PackManException">There is no such archive, it cannot be had, or it is refused.</exception>
    public async Task<FetchedArchive> FetchAsync(string reference, CancellationToken cancellationToken = default)
    {
        var parsed = ChartReference.Parse(reference);
        if (IsHere(parsed))
        {
            return await access.TakeInAsync(local.FullPath(reference), reference, cancellationToken);
        }

        try
        {
            return await access.FetchAsync(parsed, cancellationToken);
        }
        catch (NoSuchRepositoryException) when (local.Missing(reference) is { Nearby.Count: > 0 } missing)
        {
            // Rather a path with a slip in it.
            throw missing;
        }
    }

    /// <inheritdoc/>
    public async Task<ExaminedChart> ExamineAsync(string reference, CancellationToken cancellationToken = default)
    {
        if (IsHere(ChartReference.Parse(reference)) && access.Options.Verification is null)
        {
            return await local.ExamineAsync(reference, cancellationToken);
        }

        var fetched = await FetchAsync(reference, cancellationToken);
        using var archive = access.Cache.Require(fetched.Digest);
        return ChartExaminer.ExamineArchive(archive, fetched.Name, cancellationToken);
    }

    /// <summary>The chart of an archive in the cache, under all guards of loading.</summary>
    public Chart Load(FetchedArchive fetched, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(fetched);
        using var archive = access.Cache.Require(fetched.Digest);
        return ChartLoader.LoadArchive(archive, fetched.Name, cancellationToken) with { BundledImages = fetched.Bundle?.Images };
    }

    /// <summary>Whether a reference names a folder of this machine, which has no archive yet.</summary>
    public bool IsFolder(string reference) => IsHere(ChartReference.Parse(reference)) && Directory.Exists(local.FullPath(reference));

    // As in Helm, what lies here wins over a repository of the same name, and `--repo` over both.
    private bool IsHere(ChartReference reference) =>
        reference is ChartReference.Local path && access.Options.Repository is null && (path.InRepository is null || local.Has(path.Path));
}
