using PackMan.Templating.Scope;
using PackMan.Yaml;

namespace PackMan.Templating.Functions.Collections;

/// <summary>Lists worked on item by item: by a function, or by a member of each item.</summary>
internal static class ItemFunctions
{
    public static object? Each(FunctionCall call)
    {
        var function = call.Function(1);
        return call.Result(call.Items(0).Select(item => call.Invoke(function, item)));
    }

    public static object? Filter(FunctionCall call) => call.Result(call.Items(0).Where(Condition(call)));

    public static object? Any(FunctionCall call) => call.Items(0).Any(Condition(call));

    public static object? All(FunctionCall call) => call.Items(0).All(Condition(call));

    /// <summary>The member of each item that has it.</summary>
    public static object? Map(FunctionCall call)
    {
        var member = call.Text(1);
        return call.Tree(YamlList.Of(call.List(0).Items.Select(item => (item as YamlMap)?.Find(member)).OfType<YamlNode>()));
    }

    public static object? Sort(FunctionCall call)
    {
        var items = call.Items(0).Select(item => (Item: item, Key: Key(call, call.NodeOf(item)))).ToList();
        if (items.Select(pair => pair.Key?.KindName).Where(kind => kind is not (null or "null")).Distinct().ToList() is [var one, var other, ..])
        {
            throw call.Error($"`{call.Name}` cannot order a {one} and a {other}");
        }

        return call.Result(items.OrderBy(pair => pair.Key, Comparer<YamlNode?>.Create(Compare)).Select(pair => pair.Item));
    }

    /// <summary>The items by the text of a member, as a map of lists.</summary>
    public static object? GroupBy(FunctionCall call)
    {
        var groups = call.List(0).Items.GroupBy(item => GroupName(call, Key(call, item)), StringComparer.Ordinal);
        return call.Tree(YamlMap.Of(groups.Select(group => KeyValuePair.Create<string, YamlNode>(group.Key, YamlList.Of(group)))));
    }

    private static Func<object?, bool> Condition(FunctionCall call)
    {
        var function = call.Function(1);
        return item => call.Context.ToBool(call.Span, call.Invoke(function, item));
    }

    private static YamlNode? Key(FunctionCall call, YamlNode item) => !call.Has(1) ? item
        : item is YamlMap map ? map.Find(call.Text(1))
        : throw call.Error($"`{call.Name}` looks for `{call.Text(1)}` in each item, and one is a {item.KindName}");

    private static string GroupName(FunctionCall call, YamlNode? key) =>
        FunctionCall.TextOf(key is null ? null : ScriptValue.FromYaml(key)) ?? throw call.Error($"`{call.Name}` takes a member that is a string");

    // Maps and lists have no order and stay as they stand.
    private static int Compare(YamlNode? left, YamlNode? right) => (left, right) switch
    {
        (null or YamlNull, null or YamlNull) => 0,
        (null or YamlNull, _) => -1,
        (_, null or YamlNull) => 1,
        (YamlString a, YamlString b) => string.CompareOrdinal(a.Value, b.Value),
        (YamlNumber a, YamlNumber b) => Nullable.Compare(FunctionCall.NumberOf(ScriptValue.FromYaml(a)), FunctionCall.NumberOf(ScriptValue.FromYaml(b))),
        (YamlBoolean a, YamlBoolean b) => a.Value.CompareTo(b.Value),
        _ => 0,
    };
}
