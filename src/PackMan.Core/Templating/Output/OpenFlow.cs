using PackMan.Templating.Sources;

namespace PackMan.Templating.Output;

/// <summary>A flow collection whose last bracket has not come yet, with the collections inside it.</summary>
internal sealed class OpenFlow(OutputLine line, NodePlace place)
{
    private readonly Stack<FlowLevel> _levels = new();

    public OutputLine Line { get; set; } = line;

    public NodePlace Place => place;

    /// <summary>A plain scalar at the end of a line, which may go on.</summary>
    public ScalarParts? Pending { get; set; }

    public bool IsClosed => _levels.Count == 0;

    /// <summary>Whether a colon may still end a key of the innermost collection's entry.</summary>
    public bool AllowsKey => _levels.TryPeek(out var level) && level.Slot != FlowSlot.Value;

    /// <summary>Whether the innermost collection is a map at the start of an entry.</summary>
    public bool ExpectsKey => _levels.TryPeek(out var level) && level is { IsMap: true, Slot: FlowSlot.Start };

    public void Begin(bool isMap)
    {
        AddNode();
        _levels.Push(new FlowLevel(isMap));
    }

    public void End() => _levels.TryPop(out _);

    /// <summary>Behind a comma.</summary>
    public void BeginEntry() => SetSlot(FlowSlot.Start);

    /// <summary>A colon between a key and its value.</summary>
    /// <exception cref="TemplateException">No key stands before it.</exception>
    public void EndKey(Place colon)
    {
        if (_levels.TryPeek(out var level) && level.Slot == FlowSlot.Start)
        {
            throw OutputErrors.MissingKey(colon);
        }

        SetSlot(FlowSlot.Value);
    }

    /// <summary>Notes what stands where a map expects a key.</summary>
    /// <exception cref="TemplateException">The map has the key already.</exception>
    public void AddKey(string key, Place place)
    {
        if (ExpectsKey && key != "<<" && _levels.Peek().Keys is var keys && !keys.TryAdd(key, place))
        {
            throw OutputErrors.DuplicateKey(key, keys[key], place);
        }

        AddNode();
    }

    /// <summary>Notes a node that is no key or whose key cannot be compared.</summary>
    public void AddNode()
    {
        if (_levels.TryPeek(out var level) && level.Slot == FlowSlot.Start)
        {
            level.Slot = FlowSlot.Node;
        }
    }

    private void SetSlot(FlowSlot slot)
    {
        if (_levels.TryPeek(out var level))
        {
            level.Slot = slot;
        }
    }

    /// <summary>How far an entry has got.</summary>
    private enum FlowSlot
    {
        Start,

        /// <summary>Behind a node that a colon would make a key.</summary>
        Node,

        /// <summary>Behind the colon.</summary>
        Value,
    }

    private sealed class FlowLevel(bool isMap)
    {
        public bool IsMap => isMap;

        public FlowSlot Slot { get; set; }

        /// <summary>Where each key was written first.</summary>
        public Dictionary<string, Place> Keys { get; } = new(StringComparer.Ordinal);
    }
}
