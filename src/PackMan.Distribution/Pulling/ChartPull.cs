using PackMan.Charts.Loading;
using PackMan.Distribution.References;

namespace PackMan.Distribution.Pulling;

/// <summary>Fetches charts to keep them, checked before anything of them is written.</summary>
public sealed class ChartPull(ChartAccess access)
{
    /// <param name="reference">A chart that is not on this machine.</param>
    /// <param name="wantsProvenance">Whether Helm's provenance file is wanted too, if there is one.</param>
    /// <exception cref="PackManException">There is no such chart, it cannot be had, or it is no chart.</exception>
    public async Task<PulledChart> FetchAsync(ChartReference reference, bool wantsProvenance, CancellationToken cancellationToken = default)
    {
        var fetched = await access.FetchAsync(reference, cancellationToken);
        using var archive = access.Cache.Require(fetched.Digest);
        var content = UnpackedChart.Read(archive, fetched.Name, cancellationToken);
        return new PulledChart(fetched, content, wantsProvenance ? await access.FindProvenanceAsync(fetched, cancellationToken) : null);
    }

    /// <summary>Writes the archive, and its provenance beside it, into a folder.</summary>
    /// <returns>The path of the archive.</returns>
    /// <exception cref="IOException">The files cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder cannot be written to.</exception>
    public string Save(PulledChart chart, string folder)
    {
        ArgumentNullException.ThrowIfNull(chart);
        Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, $"{chart.FullName}.tgz");
        if (chart.Provenance is { } provenance)
        {
            AtomicFile.Write($"{path}.prov", access.Cache.ReadAll(provenance));
        }

        AtomicFile.Write(path, access.Cache.ReadAll(chart.Fetched.Digest));
        return path;
    }
}
