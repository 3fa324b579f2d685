using PackMan.Charts;
using PackMan.Distribution.Cache;
using PackMan.Distribution.References;

namespace PackMan.Distribution.Dependencies;

/// <summary>Where charts that others depend on are found: one for each kind of repository.</summary>
internal interface IDependencySource
{
    /// <summary>Brings the chart that is asked for into the cache.</summary>
    /// <exception cref="PackManException">There is none, or it cannot be had.</exception>
    Task<FoundDependency> FindAsync(DependencyRequest request, CancellationToken cancellationToken);
}

/// <summary>What a chart depends on, as it says it.</summary>
/// <param name="Folder">Where `file://` starts from; null for a chart that has no folder here, and so may name none.</param>
internal sealed record DependencyRequest(string Name, string Repository, VersionChoice Version, string? Folder);

/// <summary>A chart that was found.</summary>
/// <param name="Digest">Of its archive, which lies in the cache.</param>
/// <param name="Folder">The folder it was packed from; null for a chart that was published.</param>
internal sealed record FoundDependency(Chart Chart, ContentDigest Digest, string? Folder = null)
{
    /// <summary>The repository that was asked, names of repositories resolved.</summary>
    public required string Repository { get; init; }
}
