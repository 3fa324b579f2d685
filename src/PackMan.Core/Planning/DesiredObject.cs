using PackMan.Live;
using PackMan.Manifests;

namespace PackMan.Planning;

/// <summary>An object on its way through planning.</summary>
/// <param name="Marked">As it is applied.</param>
/// <param name="Place">Where a user would change it; null for objects no template printed.</param>
internal sealed record DesiredObject(KubernetesObject Marked, CodeFrame? Place)
{
    /// <summary>Whether it stands in `crds/`, which several releases may share.</summary>
    public bool IsShared { get; init; }

    public bool IsHook { get; init; }

    /// <summary>The resource it is reached through; null while its kind is made by this very operation and its CRD says too little.</summary>
    public ApiResource? Resource { get; init; }

    /// <summary>Why the server cannot be asked about it yet; null when it can.</summary>
    public string? NotCheckable { get; init; }

    public KubernetesObject? Live { get; init; }

    public bool IsTerminating => Live?.DeletionTimestamp is not null;
}
