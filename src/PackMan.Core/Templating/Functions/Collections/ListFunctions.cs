using PackMan.Yaml;

namespace PackMan.Templating.Functions.Collections;

/// <summary>Lists from lists. None changes its argument.</summary>
internal static class ListFunctions
{
    public static object? Size(FunctionCall call) => call.Items(0).Count;

    public static object? First(FunctionCall call) => call.Items(0) is [var first, ..] ? first : null;

    public static object? Last(FunctionCall call) => call.Items(0) is [.., var last] ? last : null;

    public static object? Add(FunctionCall call) => call.Result(call.Items(0).Append(call.Value(1)));

    public static object? Concat(FunctionCall call) => call.Result(Enumerable.Range(0, call.Count).SelectMany(call.Items));

    public static object? Reverse(FunctionCall call) => call.Result(call.Items(0).Reverse());

    public static object? Limit(FunctionCall call) => call.Result(call.Items(0).Take(call.Integer(1)));

    public static object? Offset(FunctionCall call) => call.Result(call.Items(0).Skip(call.Integer(1)));

    /// <summary>From a position up to another one, which is not taken; negative ones count from the end.</summary>
    public static object? Slice(FunctionCall call)
    {
        var items = call.Items(0);
        var start = Position(call.Integer(1), items.Count);
        var end = call.Has(2) ? Position(call.Integer(2), items.Count) : items.Count;
        return call.Result(items.Skip(start).Take(end - start));
    }

    public static object? InsertAt(FunctionCall call)
    {
        var items = call.Items(0);
        var position = Position(call.Integer(1), items.Count);
        return call.Result([.. items.Take(position), call.Value(2), .. items.Skip(position)]);
    }

    public static object? RemoveAt(FunctionCall call)
    {
        var items = call.Items(0);
        var position = call.Integer(1) < 0 ? call.Integer(1) + items.Count : call.Integer(1);
        return call.Result(items.Where((_, index) => index != position));
    }

    /// <summary>Without nulls and without empty strings, lists and maps; `0` and `false` are values.</summary>
    public static object? Compact(FunctionCall call) => call.Result(call.Items(0).Where(item => !IsEmpty(call.NodeOf(item))));

    /// <summary>Lists inside the list in its place, at every depth.</summary>
    public static object? Flatten(FunctionCall call) => call.Tree(YamlList.Of(Flat(call.List(0))));

    public static object? Chunk(FunctionCall call)
    {
        var (items, size) = (call.Items(0), call.Integer(1));
        return size > 0
            ? call.Result(items.Chunk(size).Select(call.Result))
            : throw call.Error($"`{call.Name}` takes a size of at least 1, not {size}");
    }

    /// <summary>Pairs of the items that stand at the same position of both lists.</summary>
    public static object? Zip(FunctionCall call) =>
        call.Result(call.Items(0).Zip(call.Items(1)).Select(pair => call.Result([pair.First, pair.Second])));

    public static object? Range(FunctionCall call)
    {
        var (start, end, step) = (call.Number(0), call.Number(1), call.Number(2));
        return step != 0
            ? call.Result(Steps(start, end, step))
            : throw call.Error($"`{call.Name}` takes a step that is not 0");
    }

    public static object? Join(FunctionCall call)
    {
        var (items, separator) = (call.Items(0), call.Text(1));
        var texts = items.Select(item => FunctionCall.TextOf(item) ?? throw call.Error($"`{call.Name}` takes a list of strings, and this one holds a {Scope.ScriptValue.KindName(item)}")).ToList();
        call.CheckLength(texts.Sum(text => (long)text.Length) + (long)separator.Length * texts.Count);
        return string.Join(separator, texts);
    }

    private static IEnumerable<object?> Steps(decimal start, decimal end, decimal step)
    {
        for (var number = start; step > 0 ? number < end : number > end; number += step)
        {
            yield return Numbers.NumberValue.Of(number);
        }
    }

    private static IEnumerable<YamlNode> Flat(YamlList list) => list.Items.SelectMany(item => item is YamlList inner ? Flat(inner) : [item]);

    private static bool IsEmpty(YamlNode node) => node is YamlNull or YamlString { Value.Length: 0 } or YamlMap { Count: 0 } or YamlList { Count: 0 };

    private static int Position(int position, int count) => Math.Clamp(position < 0 ? position + count : position, 0, count);
}
