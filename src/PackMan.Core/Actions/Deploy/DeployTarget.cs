using System.Collections.Immutable;
using PackMan.Explaining;
using PackMan.Manifests;
using PackMan.Planning;
using PackMan.Releases;

namespace PackMan.Actions.Deploy;

/// <summary>What an install, upgrade or rollback deploys, and the words it is recorded with.</summary>
internal sealed record DeployTarget
{
    public required DeployKind Kind { get; init; }

    /// <summary>The revision as it will be recorded; its status and description say that it is under way.</summary>
    public required ReleaseSummary Pending { get; init; }

    public required ReleaseRecord Record { get; init; }

    public required ObjectSet Objects { get; init; }

    /// <summary>Where the objects come from; null for those of a record.</summary>
    public ReleaseSources? Sources { get; init; }

    public required string DoneDescription { get; init; }

    /// <summary>The release's namespace where it is missing and may be made.</summary>
    public KubernetesObject? NewNamespace { get; init; }

    public PlanRequest ToPlanRequest(OperationOptions options, ImmutableArray<ObjectReference> inventory) => new()
    {
        Operation = Kind.Operation,
        Revision = Pending.Revision,
        Options = options,
        Desired = Objects,
        Hooks = options.NoHooks ? [] : [.. InstallOrder.Sort(Objects.Hooks, Kind.Before), .. InstallOrder.Sort(Objects.Hooks, Kind.After)],
        Inventory = inventory,
        NewNamespace = NewNamespace,
    };
}

/// <summary>The three ways a revision comes to be deployed.</summary>
internal sealed record DeployKind(string Operation, ReleaseStatus Pending, HookEvent Before, HookEvent After)
{
    public static DeployKind Install { get; } = new("install", ReleaseStatus.PendingInstall, HookEvent.PreInstall, HookEvent.PostInstall);

    public static DeployKind Upgrade { get; } = new("upgrade", ReleaseStatus.PendingUpgrade, HookEvent.PreUpgrade, HookEvent.PostUpgrade);

    public static DeployKind Rollback { get; } = new("rollback", ReleaseStatus.PendingRollback, HookEvent.PreRollback, HookEvent.PostRollback);
}
