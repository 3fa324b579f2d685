using System.Security.Cryptography;

namespace PackMan.Sandbox;

/// <summary>What a sandbox needs to know.</summary>
public sealed record SandboxOptions
{
    /// <summary>Where its objects live; made when it does not exist.</summary>
    public required string Folder { get; init; }

    /// <summary>The clock of timestamps and `Date` headers.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>The source of uids and generated names.</summary>
    public Random Randomness { get; init; } = new(RandomNumberGenerator.GetInt32(int.MaxValue));

    /// <summary>How long to wait for another process that holds the folder.</summary>
    public TimeSpan LockTimeout { get; init; } = TimeSpan.FromSeconds(30);
}
