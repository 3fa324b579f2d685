using System.Collections.Immutable;
using PackMan.Manifests;
using PackMan.Releases;

namespace PackMan.Planning;

/// <summary>Keeps an operation away from objects that somebody else made.</summary>
internal static class Ownership
{
    /// <summary>Null when the live object may be applied to; else who seems to own it.</summary>
    public static string? ForeignOwner(KubernetesObject live, ReleaseName release, string releaseNamespace)
    {
        if (Marks.AreOf(live, release, releaseNamespace))
        {
            return null;
        }

        if (live.Label(Marks.ManagedByLabel) == Marks.ManagedBy && live.Annotation(Marks.ReleaseNameAnnotation) is { } name)
        {
            return $"it belongs to the release `{name}` in namespace `{live.Annotation(Marks.ReleaseNamespaceAnnotation)}`";
        }

        return live.Label(Marks.ManagedByLabel) is { } manager
            ? $"it is managed by `{manager}`"
            : "it was not made by PackMan";
    }
}

/// <summary>Objects of the release exist already and are not its own.</summary>
public sealed class OwnershipException(ImmutableArray<ForeignObject> objects)
    : PackManException(objects is [var only]
        ? $"`{only.Reference}` exists already: {only.Owner}"
        : $"{objects.Length} objects exist already and are not this release's:" + string.Concat(objects.Select(item => $"\n  `{item.Reference}`: {item.Owner}")))
{
    public ImmutableArray<ForeignObject> Objects { get; } = objects;

    public override string Hint => "Adopt what exists with `--take-ownership`, or give the release's objects other names";
}

/// <summary>A live object that is not the release's.</summary>
/// <param name="Owner">Whose it seems to be, as the end of a sentence.</param>
public sealed record ForeignObject(ObjectReference Reference, string Owner);
