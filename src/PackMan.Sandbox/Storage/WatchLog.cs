using PackMan.Sandbox.Kinds;
using PackMan.Yaml;

namespace PackMan.Sandbox.Storage;

/// <summary>One change of an object, as watchers see it.</summary>
/// <param name="Before">The object before the change; null when it was added.</param>
internal sealed record Change(long Version, ResourceKind Kind, string Namespace, YamlMap? Before, YamlMap? After);

/// <summary>Changes made by this process, so that watches can start at a version they listed.</summary>
internal sealed class WatchLog
{
    private const int Capacity = 20000;

    private readonly Lock _lock = new();
    private readonly List<Change> _changes = [];
    private TaskCompletionSource _signal = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _start;

    public void Add(Change change)
    {
        lock (_lock)
        {
            if (_changes.Count == Capacity)
            {
                _start = _changes[Capacity / 2].Version;
                _changes.RemoveRange(0, (Capacity / 2) + 1);
            }

            _changes.Add(change);
        }
    }

    /// <summary>Forgets everything before a version: another process wrote what this one did not see.</summary>
    public void Restart(long version)
    {
        lock (_lock)
        {
            _changes.Clear();
            _start = version;
        }

        Publish();
    }

    /// <summary>Wakes the watchers.</summary>
    public void Publish()
    {
        TaskCompletionSource signal;
        lock (_lock)
        {
            signal = _signal;
            _signal = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        signal.TrySetResult();
    }

    /// <summary>Changes after a version, and a task that ends when there are more; null when the version is too old to know.</summary>
    public (IReadOnlyList<Change> Changes, Task More)? After(long version)
    {
        lock (_lock)
        {
            if (version < _start)
            {
                return null;
            }

            var first = _changes.FindIndex(change => change.Version > version);
            return (first < 0 ? [] : _changes.GetRange(first, _changes.Count - first), _signal.Task);
        }
    }
}
