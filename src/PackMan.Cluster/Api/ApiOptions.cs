using System.Collections.Immutable;
using PackMan.Manifests;

namespace PackMan.Cluster.Api;

/// <summary>What to list.</summary>
public sealed record ListOptions
{
    public static ListOptions All { get; } = new();

    public string? LabelSelector { get; init; }

    public string? FieldSelector { get; init; }

    /// <summary>Asks for `PartialObjectMetadata`: labels, annotations and the like, never the content.</summary>
    public bool MetadataOnly { get; init; }

    public int PageSize { get; init; } = 500;
}

/// <summary>A complete list.</summary>
/// <param name="Items">The objects, each with the `apiVersion` and `kind` that servers leave out inside lists.</param>
/// <param name="ResourceVersion">Where a watch goes on.</param>
/// <param name="ServerTime">The server's `Date` when it sent the last page.</param>
public sealed record ApiList(ImmutableArray<KubernetesObject> Items, string ResourceVersion, DateTimeOffset? ServerTime);

/// <summary>How to apply.</summary>
public sealed record ApplyOptions
{
    public static ApplyOptions Default { get; } = new();

    public bool Force { get; init; }

    public bool DryRun { get; init; }
}

/// <summary>What to delete, and how.</summary>
public sealed record DeleteOptions
{
    public static DeleteOptions Default { get; } = new();

    /// <summary>Precondition: only this very object.</summary>
    public string? Uid { get; init; }

    /// <summary>Precondition: only in this state.</summary>
    public string? ResourceVersion { get; init; }

    /// <summary>`Background`, `Foreground` or `Orphan`; null leaves it to the server.</summary>
    public string? PropagationPolicy { get; init; }

    public bool DryRun { get; init; }
}
