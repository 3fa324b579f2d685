using System.Collections;
using System.Collections.Immutable;
using System.Globalization;
using System.Numerics;
using PackMan.Manifests;
using PackMan.Templating.Functions;
using PackMan.Templating.Functions.Dates;
using PackMan.Templating.Output;
using PackMan.Yaml;
using Scriban.Runtime;

namespace PackMan.Templating.Scope;

/// <summary>Carries values between our trees and the objects that scripts work with.</summary>
internal static class ScriptValue
{
    private const int MaxDepth = 100;
    private const int MaxNodes = TreeBounds.MaxNodes;

    public static object? FromYaml(YamlNode node, bool isDeclaring = false) => node switch
    {
        YamlNull => null,
        YamlString text => text.Value,
        YamlBoolean boolean => boolean.Value,
        YamlNumber number => FromNumber(number),
        YamlMap map => new MapNode(map, isDeclaring),
        YamlList list => new ListNode(list),
        _ => throw new InvalidOperationException($"There is no script value for a {node.KindName}"),
    };

    /// <summary>The tree a script's value stands for.</summary>
    /// <exception cref="NotSupportedException">The value is a function, contains itself, or is nothing that YAML can hold.</exception>
    public static YamlNode ToYaml(object? value)
    {
        var nodes = 0L;
        return ToYaml(value, 0, ref nodes);
    }

    /// <summary>What errors call a value's kind.</summary>
    public static string KindName(object? value) => value switch
    {
        null => "null",
        string => "string",
        YamlText => "YAML text",
        bool => "boolean",
        NumberNode => "number",
        IScriptCustomFunction => "function",
        DateTime => "date",
        TimeSpan => "duration",
        IList => "list",
        IScriptObject => "map",
        IConvertible or BigInteger => "number",
        IEnumerable => "list",
        _ => "object",
    };

    private static object FromNumber(YamlNumber number)
    {
        if (!number.IsFinite)
        {
            return new NumberNode(number);
        }

        var text = ScalarText.NumberText(number);
        if (int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var small))
        {
            return text == "-0" ? new NumberNode(number) : small;
        }

        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var large))
        {
            return large;
        }

        if (BigInteger.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var huge))
        {
            return huge;
        }

        if (decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var exact)
            && exact.ToString(CultureInfo.InvariantCulture) == text)
        {
            return exact;
        }

        return new NumberNode(number);
    }

    private static YamlNode ToYaml(object? value, int depth, ref long nodes)
    {
        // Lists of scripts can be lazy, so that a short expression stands for more items than memory has room for.
        Count(1, depth, ref nodes);

        return value switch
        {
            null => YamlNull.Instance,
            string text => new YamlString(text),
            char character => new YamlString(character.ToString()),
            bool boolean => new YamlBoolean(boolean),
            MapNode map => Counted(map.Visible, depth, ref nodes),
            ListNode list => Counted(list.List, depth, ref nodes),
            NumberNode number => number.Number,
            YamlText text => new YamlString(PlainText.Of(text)),
            RawText raw => new YamlString(raw.Text),
            QuotedText quoted => new YamlString(quoted.Content),
            EntryNode entry => Map([KeyValuePair.Create<string, object?>("key", entry.Key), KeyValuePair.Create("value", entry.Value)], depth, ref nodes),
            double or float => FromDouble(Convert.ToDouble(value, CultureInfo.InvariantCulture)),
            BigInteger or int or long or uint or ulong or short or ushort or byte or sbyte or decimal =>
                new YamlNumber(((IFormattable)value).ToString(null, CultureInfo.InvariantCulture)),
            IScriptCustomFunction => throw new NotSupportedException("A function cannot be written; call it"),
            IDictionary<string, object?> map => Map(map, depth, ref nodes),
            ReadOnlyNode node => throw new NotSupportedException($"`{node.Label}` cannot be written as a whole; name one of its members"),
            IEnumerable items => List(items, depth, ref nodes),
            DateTime date => new YamlString(DateText.Write(date)),
            TimeSpan span => new YamlString(DurationText.Write(span)),
            IFormattable formattable => new YamlString(formattable.ToString(null, CultureInfo.InvariantCulture)),
            _ => throw new NotSupportedException($"A value of type `{value.GetType().Name}` cannot be written"),
        };
    }

    // A tree that is there already can share its branches, so that it stands for far more nodes than it has.
    private static YamlNode Counted(YamlNode tree, int depth, ref long nodes)
    {
        Count(tree.Measure.Nodes - 1, depth + tree.Measure.Depth - 1, ref nodes);
        return tree;
    }

    private static void Count(long more, int depth, ref long nodes)
    {
        nodes += more;
        if (nodes > MaxNodes)
        {
            throw new NotSupportedException($"The value has more than {MaxNodes} items");
        }

        if (depth > MaxDepth)
        {
            throw new NotSupportedException($"The value nests deeper than {MaxDepth} levels, or contains itself");
        }
    }

    private static YamlMap Map(IEnumerable<KeyValuePair<string, object?>> entries, int depth, ref long nodes)
    {
        var nodesOfMap = ImmutableArray.CreateBuilder<KeyValuePair<string, YamlNode>>();
        foreach (var (key, value) in entries)
        {
            nodesOfMap.Add(KeyValuePair.Create(key, ToYaml(value, depth + 1, ref nodes)));
        }

        return new YamlMap(nodesOfMap.ToImmutable());
    }

    private static YamlList List(IEnumerable items, int depth, ref long nodes)
    {
        var nodesOfList = ImmutableArray.CreateBuilder<YamlNode>();
        foreach (var item in items)
        {
            nodesOfList.Add(ToYaml(item, depth + 1, ref nodes));
        }

        return new YamlList(nodesOfList.ToImmutable());
    }

    private static YamlNumber FromDouble(double value) => new(value switch
    {
        double.PositiveInfinity => ".inf",
        double.NegativeInfinity => "-.inf",
        double.NaN => ".nan",
        _ when double.IsInteger(value) && Math.Abs(value) < 1e15 => value.ToString("0", CultureInfo.InvariantCulture),
        _ => value.ToString("R", CultureInfo.InvariantCulture),
    });
}
