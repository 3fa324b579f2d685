using System.Collections.Immutable;

namespace PackMan.Charts.Loading;

/// <summary>
/// The files of an archive that keeps the guards of loading and has a `Chart.yaml`. Values, schema and vendored charts are not
/// read: who fetches a chart to mend or mirror it may have one in which they are broken.
/// </summary>
/// <param name="Metadata">What its `Chart.yaml` says.</param>
/// <param name="Files">Every file as packaged, in ordinal order of their paths.</param>
public sealed record UnpackedChart(ChartMetadata Metadata, ImmutableArray<ChartFile> Files)
{
    /// <param name="archive">The bytes of a `.tgz`; stays open.</param>
    /// <param name="location">What the user calls it in messages.</param>
    /// <param name="cancellationToken">Ends the reading between two files.</param>
    /// <exception cref="PackManException">The archive is damaged, hostile or no chart.</exception>
    public static UnpackedChart Read(Stream archive, string location, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(archive);
        var budget = new LoadBudget(ChartLimits.Default);
        var files = ChartArchive.Read(archive, location, budget, cancellationToken);
        return new UnpackedChart(new ChartAssembler(budget, cancellationToken).ReadMetadata(files, location), files);
    }
}
