using System.Collections.Immutable;
using PackMan.Live;

namespace PackMan.Cluster.Readiness;

/// <summary>What is known of every awaited object; tells of changes, and of the first that failed for good.</summary>
internal sealed class WaitBoard
{
    private readonly Lock _lock = new();
    private readonly WaitRequest _request;
    private readonly ReadinessState[] _states;

    public WaitBoard(WaitRequest request)
    {
        _request = request;
        _states = [.. request.Objects.Select(_ => new ReadinessState.Waiting("nothing is known of it yet"))];
    }

    /// <summary>What is not ready, in the order it was asked for.</summary>
    public ImmutableArray<ObjectProgress> Unready
    {
        get
        {
            lock (_lock)
            {
                return [.. _states.Zip(_request.Objects).Where(pair => pair.First is not ReadinessState.Ready).Select(pair => new ObjectProgress(pair.Second.Reference, pair.First))];
            }
        }
    }

    /// <summary>Notes an object's state.</summary>
    /// <param name="index">Its place in the request.</param>
    /// <exception cref="NotReadyException">It failed for good.</exception>
    public void Note(int index, ReadinessState state)
    {
        lock (_lock)
        {
            if (_states[index] == state)
            {
                return;
            }

            _states[index] = state;
        }

        var progress = new ObjectProgress(_request.Objects[index].Reference, state);
        _request.Progress?.Report(progress);
        if (state is ReadinessState.Failed)
        {
            throw new NotReadyException([progress], null);
        }
    }

    public bool IsReady(int index)
    {
        lock (_lock)
        {
            return _states[index] is ReadinessState.Ready;
        }
    }
}
