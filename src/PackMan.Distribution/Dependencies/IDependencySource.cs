using PackMan.Charts;
using PackMan.Charts.Loading;
using PackMan.Distribution.Cache;
using PackMan.Distribution.Oci;
using PackMan.Distribution.References;
using PackMan.Distribution.Signing;

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
/// <param name="LockedFrom">Where the lock says it was found; null when it is not locked.</param>
internal sealed record DependencyRequest(string Name, string Repository, VersionChoice Version, string? Folder, string? LockedFrom);

/// <summary>A chart that was found.</summary>
/// <param name="Digest">Of its archive, which lies in the cache.</param>
/// <param name="Folder">The folder it was packed from; null for a chart that was published.</param>
internal sealed record FoundDependency(Chart Chart, ContentDigest Digest, string? Folder = null)
{
    /// <summary>The repository that was asked, names of repositories resolved.</summary>
    public required string Repository { get; init; }

    /// <summary>Who signed it; null when nobody asked.</summary>
    public VerifiedChart? Verified { get; init; }

    /// <summary>A chart that was fetched. Its signatures are checked first, where they are asked for.</summary>
    /// <exception cref="PackManException">It is refused, or no chart.</exception>
    public static async Task<FoundDependency> OfAsync(FetchedArchive fetched, string repository, ChartAccess access, CancellationToken cancellationToken)
    {
        var verified = await access.JudgeAsync(fetched, cancellationToken);
        using var archive = access.Cache.Require(fetched.Digest);
        return new FoundDependency(ChartLoader.LoadArchive(archive, fetched.Name, cancellationToken), fetched.Digest) { Repository = repository, Verified = verified };
    }
}
