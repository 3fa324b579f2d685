using System.Collections.Immutable;

namespace PackMan.Manifests;

/// <summary>An object run at an event of the release's life instead of being part of it.</summary>
public sealed record Hook
{
    public required KubernetesObject Object { get; init; }

    /// <summary>Template the hook was rendered from (`web/templates/migrate.yaml`).</summary>
    public required string Path { get; init; }

    public required ImmutableArray<HookEvent> Events { get; init; }

    /// <summary>Lower runs first; 0 unless given.</summary>
    public int Weight { get; init; }

    public ImmutableArray<HookDeletePolicy> DeletePolicies { get; init; } = [HookDeletePolicy.BeforeHookCreation];

    /// <summary>The hook's own limit; null when the operation's timeout is all there is.</summary>
    public TimeSpan? Timeout { get; init; }
}

/// <summary>Helm's hook events.</summary>
public enum HookEvent
{
    PreInstall,
    PostInstall,
    PreUpgrade,
    PostUpgrade,
    PreRollback,
    PostRollback,
    PreDelete,
    PostDelete,
    Test,
}

/// <summary>Helm's hook delete policies.</summary>
public enum HookDeletePolicy
{
    BeforeHookCreation,
    HookSucceeded,
    HookFailed,
}
