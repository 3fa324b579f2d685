namespace PackMan.Cluster.Releases;

/// <summary>What a stored lease says.</summary>
/// <param name="Acquired">By the server's clock.</param>
/// <param name="Renewed">By the server's clock.</param>
internal sealed record LeaseFacts(LeaseHolder Holder, string Operation, DateTimeOffset Acquired, DateTimeOffset Renewed)
{
    public static readonly TimeSpan Duration = TimeSpan.FromSeconds(15);

    public static readonly TimeSpan RenewInterval = TimeSpan.FromSeconds(3);
}

/// <summary>What to do about a lease somebody else holds.</summary>
internal abstract record LeaseVerdict
{
    /// <summary>Its holder is gone: take it over.</summary>
    public sealed record TakeOver : LeaseVerdict;

    /// <summary>It has gone quiet: it expires after this time unless it is renewed.</summary>
    public sealed record Await(TimeSpan Remaining) : LeaseVerdict;

    /// <summary>It is in use.</summary>
    public sealed record Refuse : LeaseVerdict;

    /// <param name="now">The server's clock, because the hosts of two holders may differ by minutes.</param>
    public static LeaseVerdict Of(LeaseFacts lease, DateTimeOffset now, ILocalProcesses processes)
    {
        var age = now - lease.Renewed;
        if (age >= LeaseFacts.Duration || !processes.MayBeAlive(lease.Holder))
        {
            return new TakeOver();
        }

        // Two missed renewals can be a slow network; a third one in a row rarely is. The server's clock tells whole seconds only.
        return age > LeaseFacts.RenewInterval * 2 + TimeSpan.FromSeconds(1)
            ? new Await(LeaseFacts.Duration - age)
            : new Refuse();
    }
}
