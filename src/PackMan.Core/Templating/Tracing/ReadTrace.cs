using System.Collections;
using System.Collections.Immutable;
using System.Numerics;
using System.Runtime.CompilerServices;
using PackMan.Subcharts;
using PackMan.Templating.Output;
using PackMan.Templating.Scope;
using PackMan.Values;
using PackMan.Yaml;
using Scriban.Runtime;

namespace PackMan.Templating.Tracing;

/// <summary>
/// Remembers, while one template is evaluated, which values every result was made of. Results are told apart by reference: what was
/// read is handed to the template as an object of its own, which keeps its history through variables, loops, arguments and functions
/// that pass it on; the result of anything else was made of all that was read on the way to it.
/// </summary>
internal sealed class ReadTrace(ChartInUse chart, YamlMap whole)
{
    private readonly ConditionalWeakTable<object, ReadValues> _histories = [];
    private readonly ConditionalWeakTable<YamlNode, ReadValues> _nodes = [];

    /// <summary>The node of the template that is being evaluated, and those around it.</summary>
    public TraceStep? Current { get; set; }

    /// <summary>The innermost condition or loop.</summary>
    public Decision? Decision { get; set; }

    /// <summary>`values` of a chart.</summary>
    public TraceOf Root(ChartInUse owner) =>
        TraceOf.Value(this, new ReadValue(ReadValue.Values, [.. owner.Path.Select(key => new PathStep.Key(key))], owner.Values));

    /// <summary>What is known of a result; null for one that no value is in.</summary>
    public ReadValues? Find(object? result) => result switch
    {
        null => null,
        MapNode map => map.Trace?.Reads,
        ListNode list => list.Trace?.Reads,
        YamlText text => OfText(text) is { IsEmpty: false } pieces ? pieces : null,
        _ => _histories.TryGetValue(result, out var history) ? history : null,
    };

    /// <summary>The result, remembered as made of these values. Text and numbers are handed out as copies, which no other expression has.</summary>
    public object? Made(object? result, ReadValues reads)
    {
        switch (result)
        {
            case null or "" or YamlText or IScriptCustomFunction:
                return result;
            case MapNode map:
                return map.Trace is null ? new MapNode(map.Declared, map.IsDeclaring, new TraceOf(this, null, reads)) : map;
            case ListNode list:
                return list.Trace is null ? new ListNode(list.List, new TraceOf(this, null, reads)) : list;
        }

        var own = Copy(result);
        _histories.AddOrUpdate(own, reads);
        return own;
    }

    /// <summary>What is known of a node of a written tree that a template put together; null for others.</summary>
    public ReadValues? Find(YamlNode node) => _nodes.TryGetValue(node, out var history) ? history : null;

    /// <summary>A value as templates hold it, noted as read by what is being evaluated.</summary>
    public object? Read(ReadValue value, bool isDeclaring)
    {
        var trace = TraceOf.Value(this, value);
        Current?.Add(trace.Reads);
        return Wrap(trace, value.Node, isDeclaring);
    }

    /// <summary>A node as templates hold it.</summary>
    public object? Wrap(TraceOf trace, YamlNode node, bool isDeclaring) => node switch
    {
        YamlMap map => new MapNode(map, isDeclaring, trace),
        YamlList list => new ListNode(list, trace),
        _ => Made(ScriptValue.FromYaml(node), trace.Reads),
    };

    /// <summary>
    /// A member of a value. What a subchart sees of `global` was nearly always set for the whole, and there a user would change it.
    /// </summary>
    public ReadValue Member(ReadValue value, PathStep step, YamlNode node)
    {
        var member = value.Child(step, node);
        if (chart.Path.IsEmpty || member.Path.Length <= chart.Path.Length || member.Path[chart.Path.Length] is not PathStep.Key { Name: SubchartValues.Global })
        {
            return member;
        }

        var shared = member.Path[chart.Path.Length..];
        return PathStep.Find(whole, shared) is { } outer && outer.Origin == node.Origin ? member with { Path = shared } : member;
    }

    /// <summary>What the pieces of a text were made of.</summary>
    public static ReadValues OfPieces(IEnumerable<Piece> pieces) => pieces.Aggregate(ReadValues.None, (all, piece) => all.With(piece switch
    {
        YamlTextPiece text => OfText(text.Text),
        _ => piece.Place.Writing?.Values ?? ReadValues.None,
    }));

    /// <summary>Remembers which node of a written tree came from which item of a list or map that a template put together.</summary>
    public void Relate(object? result, YamlNode node)
    {
        switch (result, node)
        {
            case (MapNode or ListNode, _):
                break;
            case (IDictionary<string, object?> members, YamlMap map):
                foreach (var (key, child) in map.Entries)
                {
                    Relate(members.TryGetValue(key, out var member) ? member : null, child);
                }

                break;
            case (IList items, YamlList list):
                for (var i = 0; i < list.Count && i < items.Count; i++)
                {
                    Relate(items[i], list[i]);
                }

                break;
            default:
                if (Find(result) is { } history)
                {
                    _nodes.AddOrUpdate(node, history);
                }

                break;
        }
    }

    private static ReadValues OfText(YamlText text) => OfPieces(text.Lines.SelectMany(line => line));

    private static object Copy(object result) => result switch
    {
        string text => new string(text.AsSpan()),
        bool flag => (object)flag,
        int number => (object)number,
        long number => (object)number,
        decimal number => (object)number,
        double number => (object)number,
        BigInteger number => (object)number,
        DateTime date => (object)date,
        TimeSpan span => (object)span,
        _ => result,
    };
}
