using PackMan.Charts;
using PackMan.Charts.Loading;
using PackMan.Distribution.Oci;
using PackMan.Distribution.References;

namespace PackMan.Distribution;

/// <summary>Charts by whatever a user calls them: folders and archives of this machine, registries, web servers.</summary>
public sealed class ChartSource(LocalChartSource local, ChartAccess access) : IChartSource
{
    /// <inheritdoc/>
    public async Task<Chart> LoadAsync(string reference, CancellationToken cancellationToken = default) => ChartReference.Parse(reference) switch
    {
        ChartReference.Local when access.Options.Verification is null => await local.LoadAsync(reference, cancellationToken),
        _ => Load(await FetchAsync(reference, cancellationToken), cancellationToken),
    };

    /// <summary>Brings the archive of a chart into the cache, wherever it lies; a folder is none.</summary>
    /// <exception cref="PackManException">There is no such archive, it cannot be had, or it is refused.</exception>
    public async Task<FetchedArchive> FetchAsync(string reference, CancellationToken cancellationToken = default) => ChartReference.Parse(reference) switch
    {
        ChartReference.Local => await access.TakeInAsync(local.FullPath(reference), reference, cancellationToken),
        var elsewhere => await access.FetchAsync(elsewhere, cancellationToken),
    };

    /// <inheritdoc/>
    public async Task<ExaminedChart> ExamineAsync(string reference, CancellationToken cancellationToken = default)
    {
        if (ChartReference.Parse(reference) is ChartReference.Local && access.Options.Verification is null)
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
        return ChartLoader.LoadArchive(archive, fetched.Name, cancellationToken);
    }
}
