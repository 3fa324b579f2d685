using PackMan.Charts.Loading;

namespace PackMan.Charts;

/// <summary>Where charts come from: a folder, an archive, and later registries and repositories.</summary>
public interface IChartSource
{
    /// <summary>Loads the chart a user named.</summary>
    /// <exception cref="PackManException">The chart is missing, unreadable or breaks a rule of loading.</exception>
    Task<Chart> LoadAsync(string reference, CancellationToken cancellationToken = default);

    /// <summary>Loads the chart a user named as far as that goes, and tells what is wrong in it.</summary>
    /// <exception cref="PackManException">There is no chart, or it breaks a guard of loading.</exception>
    Task<ExaminedChart> ExamineAsync(string reference, CancellationToken cancellationToken = default);
}
