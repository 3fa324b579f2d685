using System.Collections.Immutable;
using PackMan.Actions;
using PackMan.Live;
using PackMan.Manifests;

namespace PackMan.Planning;

/// <summary>What is to be planned: from the objects earlier revisions applied towards those wanted now.</summary>
public sealed record PlanRequest
{
    /// <summary>`install`, `upgrade`, `rollback` or `uninstall`.</summary>
    public required string Operation { get; init; }

    public required int Revision { get; init; }

    public required OperationOptions Options { get; init; }

    /// <summary>Everything wanted; empty for an uninstall.</summary>
    public ObjectSet Desired { get; init; } = ObjectSet.Empty;

    /// <summary>Hooks that run in this operation, in order. An uninstall has hooks without wanting objects.</summary>
    public ImmutableArray<Hook> Hooks { get; init; } = [];

    /// <summary>What earlier revisions applied and pruning looks at.</summary>
    public ImmutableArray<ObjectReference> Inventory { get; init; } = [];

    /// <summary>The release's namespace where it has to be made.</summary>
    public KubernetesObject? NewNamespace { get; init; }

    public Redaction Redaction { get; init; } = Redaction.SecretsOnly;
}
