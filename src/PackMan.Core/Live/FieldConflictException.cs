using System.Collections.Immutable;
using PackMan.Manifests;

namespace PackMan.Live;

/// <summary>Other field managers own fields this apply would change.</summary>
public sealed class FieldConflictException(ObjectReference reference, ImmutableArray<FieldConflict> conflicts)
    : PackManException($"`{reference}` has {conflicts.Length} field{(conflicts.Length == 1 ? "" : "s")} owned by others: "
        + string.Join("; ", conflicts.Select(conflict => $"`{conflict.Field}` by `{conflict.Manager}`")))
{
    public ObjectReference Reference { get; } = reference;

    public ImmutableArray<FieldConflict> Conflicts { get; } = conflicts;

    public override string Hint => "Leave the field out of the chart's values, or take it with `--conflicts=force`";
}

/// <summary>One field another manager owns.</summary>
/// <param name="Field">Path as the server writes it (`.spec.replicas`, `.spec.template.spec.containers[name="web"].image`).</param>
/// <param name="Manager">The other field manager's name.</param>
public sealed record FieldConflict(string Field, string Manager)
{
    /// <summary>`Apply` or `Update`; empty when the server did not say.</summary>
    public string Operation { get; init; } = "";

    /// <summary>`scale`, `status` …; empty for the object itself or when the server did not say.</summary>
    public string Subresource { get; init; } = "";

    /// <summary>When that manager last wrote, as the server tells it; null when unknown.</summary>
    public string? Since { get; init; }
}
