using System.Collections;
using PackMan.Templating.Tracing;
using PackMan.Values;
using PackMan.Yaml;

namespace PackMan.Templating.Scope;

/// <summary>A list of values as templates see it. It cannot be changed.</summary>
internal sealed class ListNode(YamlList list, TraceOf? trace = null) : IList
{
    public YamlList List => list;

    /// <summary>Where it came from; null in ordinary renderings.</summary>
    public TraceOf? Trace => trace;

    public int Count => list.Count;

    public bool IsFixedSize => true;

    public bool IsReadOnly => true;

    public bool IsSynchronized => true;

    public object SyncRoot => this;

    public object? this[int index]
    {
        get => ItemAt(index);
        set => throw ReadOnly();
    }

    public bool Contains(object? value) => IndexOf(value) >= 0;

    public int IndexOf(object? value)
    {
        for (var i = 0; i < Count; i++)
        {
            if (Equals(this[i], value))
            {
                return i;
            }
        }

        return -1;
    }

    public void CopyTo(Array array, int index)
    {
        for (var i = 0; i < Count; i++)
        {
            array.SetValue(this[i], index + i);
        }
    }

    public IEnumerator GetEnumerator() => list.Items.Select((_, index) => ItemAt(index)).GetEnumerator();

    public int Add(object? value) => throw ReadOnly();

    public void Clear() => throw ReadOnly();

    public void Insert(int index, object? value) => throw ReadOnly();

    public void Remove(object? value) => throw ReadOnly();

    public void RemoveAt(int index) => throw ReadOnly();

    /// <summary>Lists are equal when they hold the same values.</summary>
    public override bool Equals(object? obj) => obj is ListNode other && YamlNode.DeepEquals(list, other.List);

    public override int GetHashCode() => list.Count;

    private object? ItemAt(int index) =>
        trace is null ? ScriptValue.FromYaml(list[index]) : trace.Read(new PathStep.Index(index), list[index], isDeclaring: false);

    private static NotSupportedException ReadOnly() => new("Values cannot be changed");
}
