namespace PackMan.Cluster.Releases;

/// <summary>The processes of this host, asked so that a lease of a killed one need not be waited for.</summary>
public interface ILocalProcesses
{
    /// <summary>This very process as a lease names it.</summary>
    LeaseHolder Self { get; }

    /// <summary>False only when it is certain that the holder was a process of this host and lives no longer.</summary>
    bool MayBeAlive(LeaseHolder holder);
}
