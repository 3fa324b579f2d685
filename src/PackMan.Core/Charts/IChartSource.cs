namespace PackMan.Charts;

/// <summary>Where charts come from: a folder, an archive, and later registries and repositories.</summary>
public interface IChartSource
{
    /// <summary>Loads the chart a user named.</summary>
    /// <exception cref="PackManException">The chart is missing, unreadable or breaks a rule of loading.</exception>
    Task<Chart> LoadAsync(string reference, CancellationToken cancellationToken = default);
}
