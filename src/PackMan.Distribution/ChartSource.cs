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
        ChartReference.Local => await local.LoadAsync(reference, cancellationToken),
        var elsewhere => Load(await access.FetchAsync(elsewhere, cancellationToken), cancellationToken),
    };

    /// <inheritdoc/>
    public async Task<ExaminedChart> ExamineAsync(string reference, CancellationToken cancellationToken = default)
    {
        if (ChartReference.Parse(reference) is ChartReference.Local)
        {
            return await local.ExamineAsync(reference, cancellationToken);
        }

        var fetched = await access.FetchAsync(ChartReference.Parse(reference), cancellationToken);
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
