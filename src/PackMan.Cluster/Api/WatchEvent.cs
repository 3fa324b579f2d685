using System.Collections.Immutable;
using PackMan.Manifests;

namespace PackMan.Cluster.Api;

/// <summary>What a watcher of a collection learns.</summary>
public abstract record WatchEvent
{
    /// <summary>Everything there is now; what was known before is out of date.</summary>
    public sealed record Listed(ImmutableArray<KubernetesObject> Items) : WatchEvent;

    /// <summary>An object is new or changed.</summary>
    public sealed record Changed(KubernetesObject Object) : WatchEvent;

    /// <summary>An object is gone; its last state.</summary>
    public sealed record Deleted(KubernetesObject Object) : WatchEvent;
}
