using System.Collections.Immutable;

namespace PackMan.Live;

/// <summary>Awaited objects failed, or were not ready when the timeout passed.</summary>
public sealed class NotReadyException(ImmutableArray<ObjectProgress> unready, TimeSpan? timeout)
    : PackManException((timeout is { } limit ? $"Not ready after waiting for {limit.TotalSeconds:0.#}s: " : "Failed while waiting: ")
        + string.Join("; ", unready.Select(progress => $"`{progress.Reference}`: {progress.State.Reason}")))
{
    public ImmutableArray<ObjectProgress> Unready { get; } = unready;

    /// <summary>The timeout that passed; null when an object failed before it.</summary>
    public TimeSpan? Timeout { get; } = timeout;

    public override string? Hint => Timeout is null ? null : "Give it longer with `--timeout`, or go on without waiting with `--no-wait`";
}
