using System.Collections.Immutable;
using PackMan.Manifests;
using PackMan.Releases;

namespace PackMan.Planning;

/// <summary>Everything an operation will do, decided before the first write: what `--dry-run` prints is what is carried out.</summary>
public sealed record Plan
{
    /// <summary>`install`, `upgrade`, `rollback` or `uninstall`.</summary>
    public required string Operation { get; init; }

    public required ReleaseName Release { get; init; }

    public required string Namespace { get; init; }

    /// <summary>The revision this operation writes.</summary>
    public required int Revision { get; init; }

    /// <summary>A change per object, `crds/` and namespace included, in the order of execution: waves ascending, deletions last.</summary>
    public required ImmutableArray<Change> Changes { get; init; }

    /// <summary>Hooks that will run, in order.</summary>
    public ImmutableArray<Hook> Hooks { get; init; } = [];

    /// <summary>Whether executing it would write nothing.</summary>
    public bool IsEmpty => Changes.All(change => change is Change.NoChange or Change.Keep);
}

/// <summary>What happens to one object. A closed set, read by `switch`.</summary>
public abstract record Change(ObjectReference Subject)
{
    /// <summary>Position in the order of writes; objects of one wave are written in parallel.</summary>
    public int Wave { get; init; }

    /// <summary>Why the server did not check this change beforehand; null when it did.</summary>
    public string? NotChecked { get; init; }

    /// <summary>Whether the write takes fields from other managers.</summary>
    public bool IsForced { get; init; }

    /// <summary>Whether the object stands in `crds/`, which several releases may share.</summary>
    public bool IsShared { get; init; }

    /// <summary>Effects a person cares about (`restarts 3 pods`).</summary>
    public ImmutableArray<string> Effects { get; init; } = [];

    public sealed record Create(KubernetesObject Desired) : Change(Desired.Reference);

    public sealed record Update(KubernetesObject Desired, KubernetesObject Live, ImmutableArray<FieldChange> Fields) : Change(Desired.Reference);

    /// <summary>Deleted and made anew, because a field cannot be changed in place; only with the user's consent.</summary>
    public sealed record Recreate(KubernetesObject Desired, KubernetesObject Live, string Reason) : Change(Desired.Reference);

    public sealed record NoChange(KubernetesObject Desired, KubernetesObject Live) : Change(Desired.Reference);

    /// <summary>Deleted by uid.</summary>
    public sealed record Delete(KubernetesObject Live) : Change(Live.Reference);

    /// <summary>No longer part of the release but left in the cluster.</summary>
    public sealed record Keep(KubernetesObject Live, string Reason) : Change(Live.Reference);
}

/// <summary>One field's change, as text that is safe to print: values of Secrets are only ever `(differs)`.</summary>
/// <param name="Path">`spec.template.spec.containers[name=web].image`.</param>
/// <param name="Before">YAML of the live value in one line; null when the field is new.</param>
/// <param name="After">YAML of the new value in one line; null when the field goes.</param>
public sealed record FieldChange(string Path, string? Before, string? After);
