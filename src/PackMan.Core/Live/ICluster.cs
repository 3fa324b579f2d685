using System.Collections.Immutable;
using PackMan.Manifests;
using PackMan.Yaml;

namespace PackMan.Live;

/// <summary>
/// The cluster as planning and execution need it. Every method may throw <see cref="ApiException"/> or another
/// <see cref="PackManException"/> that names server and cause; transient faults are already retried below it.
/// </summary>
public interface ICluster
{
    /// <summary>The server's `gitVersion` (`v1.36.0`).</summary>
    Task<string> GetVersionAsync(CancellationToken cancellationToken = default);

    /// <summary>What the server serves; cached until <paramref name="refresh"/> asks anew.</summary>
    Task<ApiResources> GetApiResourcesAsync(bool refresh = false, CancellationToken cancellationToken = default);

    /// <summary>The live object; null when it does not exist or its kind is not served.</summary>
    Task<KubernetesObject?> GetAsync(ObjectReference reference, CancellationToken cancellationToken = default);

    /// <summary>All objects of a kind, paged below; a null namespace means all of them.</summary>
    Task<IReadOnlyList<KubernetesObject>> ListAsync(ApiResource resource, string? namespaceName, string? labelSelector = null, CancellationToken cancellationToken = default);

    /// <summary>Server-side apply.</summary>
    /// <exception cref="FieldConflictException">Other managers own fields with other values and <see cref="ApplyRequest.Force"/> is false.</exception>
    Task<KubernetesObject> ApplyAsync(ApplyRequest request, CancellationToken cancellationToken = default);

    /// <summary>Asks for deletion. An object that is gone, or that has another uid than asked for, is left alone and gives false.</summary>
    Task<bool> DeleteAsync(DeleteRequest request, CancellationToken cancellationToken = default);

    /// <summary>Whether the current user may do it (SelfSubjectAccessReview).</summary>
    Task<bool> IsAllowedAsync(AccessQuestion question, CancellationToken cancellationToken = default);

    /// <summary>Returns when every object has reached its awaited state.</summary>
    /// <exception cref="NotReadyException">One of them failed for good, or the timeout passed.</exception>
    Task WaitAsync(WaitRequest request, CancellationToken cancellationToken = default);

    /// <summary>The last lines of a container's log; null when there is none to be had.</summary>
    Task<string?> ReadLogAsync(string namespaceName, string pod, string? container, int tailLines, CancellationToken cancellationToken = default);
}

/// <summary>One server-side apply.</summary>
public sealed record ApplyRequest(KubernetesObject Desired)
{
    public bool DryRun { get; init; }

    /// <summary>Take fields from other managers.</summary>
    public bool Force { get; init; }
}

/// <summary>One deletion.</summary>
/// <param name="Uid">Deletes only this very object; null when any of that name will do.</param>
public sealed record DeleteRequest(ObjectReference Reference, string? Uid)
{
    public bool DryRun { get; init; }

    /// <summary>`Background`, `Foreground` or `Orphan`.</summary>
    public string PropagationPolicy { get; init; } = "Background";
}

/// <summary>A question to the authorizer.</summary>
/// <param name="Resource">Plural name, with `/subresource` where one is meant.</param>
public sealed record AccessQuestion(string Verb, string Group, string Resource, string? Namespace, string? Name = null);

/// <summary>Objects to wait for, all at once, within one timeout.</summary>
public sealed record WaitRequest(ImmutableArray<AwaitedObject> Objects, TimeSpan Timeout)
{
    /// <summary>Told every time an object's state changes.</summary>
    public IProgress<ObjectProgress>? Progress { get; init; }
}

/// <summary>An object and what is awaited of it.</summary>
/// <param name="Uid">For <see cref="AwaitedState.Gone"/>: the uid that must go; a new object of that name counts as gone.</param>
public sealed record AwaitedObject(ObjectReference Reference, AwaitedState State, string? Uid = null);

/// <summary>What a wait can be for.</summary>
public enum AwaitedState
{
    /// <summary>kstatus' Current; a Job needs only to have started.</summary>
    Ready,

    /// <summary>Ready, and Jobs complete and Pods of hooks succeeded.</summary>
    Complete,

    /// <summary>The object of that uid no longer exists.</summary>
    Gone,
}

/// <summary>How far an awaited object is.</summary>
public sealed record ObjectProgress(ObjectReference Reference, ReadinessState State);

/// <summary>The answer of a readiness rule, with the reason a user reads.</summary>
public abstract record ReadinessState(string Reason)
{
    public sealed record Ready(string Reason) : ReadinessState(Reason);

    public sealed record Waiting(string Reason) : ReadinessState(Reason);

    /// <summary>It will not get ready without somebody changing something.</summary>
    public sealed record Failed(string Reason) : ReadinessState(Reason);
}
