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

    /// <summary>The chart without what lies in its `charts/`.</summary>
    /// <param name="location">What the user calls it in messages.</param>
    /// <exception cref="PackManException">The chart breaks a rule of loading.</exception>
    public Chart LoadAlone(string location) =>
        ChartLoader.LoadFiles([.. Files.Where(file => !ChartAssembler.IsVendored(file))], location);

    /// <summary>What lies in `charts/`, in the order of the names.</summary>
    public ImmutableArray<VendoredFiles> Vendored()
    {
        var budget = new LoadBudget(ChartLimits.Default);
        return
        [
            .. Files.Where(ChartAssembler.IsVendored)
                .GroupBy(file => file.Path.Split('/')[1], StringComparer.Ordinal)
                .Select(group => new VendoredFiles(group.Key, [.. group], budget)),
        ];
    }
}

/// <summary>An archive or folder in the `charts/` of a chart, which need not be sound.</summary>
public sealed class VendoredFiles
{
    private readonly ImmutableArray<ChartFile> _files;
    private readonly LoadBudget _budget;

    internal VendoredFiles(string name, ImmutableArray<ChartFile> files, LoadBudget budget) => (Name, _files, _budget) = (name, files, budget);

    /// <summary>`cache-1.4.2.tgz`, or the name of the folder.</summary>
    public string Name { get; }

    /// <summary>The bytes of the archive; null for a folder.</summary>
    public ReadOnlyMemory<byte>? Archive => _files is [{ Path: var path, Content: var content }] && path == $"charts/{Name}" ? content : (ReadOnlyMemory<byte>?)null;

    /// <param name="location">What the user calls it in messages.</param>
    /// <exception cref="PackManException">It is damaged or no chart.</exception>
    public Chart Load(string location) => new ChartAssembler(_budget, CancellationToken.None).AssembleVendored(Name, _files, location, depth: 1);
}
