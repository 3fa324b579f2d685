using System.Collections.Immutable;
using System.Globalization;
using PackMan.Templating.Evaluation;
using PackMan.Yaml;

namespace PackMan.JsonPaths;

/// <summary>Finds nodes of one tree.</summary>
/// <param name="template">As the user wrote it, for messages.</param>
internal sealed class JsonPathSearch(string template, YamlNode root)
{
    /// <exception cref="JsonPathException">A step leads nowhere.</exception>
    public IReadOnlyList<YamlNode> Find(JsonPathQuery query, YamlNode node)
    {
        List<YamlNode> found = [query.StartsAtRoot ? root : node];
        foreach (var step in query.Steps)
        {
            var next = found.SelectMany(item => Take(step, item)).ToList();
            if (next.Count == 0 && step is JsonPathStep.Fields or JsonPathStep.Indexes && found.Count > 0)
            {
                throw Missing(step, found);
            }

            found = next;
        }

        return found;
    }

    private IEnumerable<YamlNode> Take(JsonPathStep step, YamlNode node) => step switch
    {
        JsonPathStep.Fields fields => node is YamlMap map ? fields.Names.Select(map.Find).OfType<YamlNode>() : [],
        JsonPathStep.Indexes indexes => node is YamlList list ? indexes.Numbers.Select(number => At(list, number)).OfType<YamlNode>() : [],
        JsonPathStep.Slice slice => node is YamlList list ? Cut(list, slice) : [],
        JsonPathStep.All => Children(node),
        JsonPathStep.Descendants => SelfAndBelow(node),
        JsonPathStep.Filter filter => Children(node).Where(child => Holds(filter, child)),
        _ => throw new ArgumentOutOfRangeException(nameof(step)),
    };

    private static YamlNode? At(YamlList list, int number) => list.Items.ElementAtOrDefault(number < 0 ? list.Count + number : number);

    private static IEnumerable<YamlNode> Cut(YamlList list, JsonPathStep.Slice slice)
    {
        var (start, end) = (Place(slice.Start ?? 0), Place(slice.End ?? list.Count));
        for (long index = start; index < end; index += slice.Stride)
        {
            yield return list[(int)index];
        }

        int Place(int number) => Math.Clamp(number < 0 ? list.Count + number : number, 0, list.Count);
    }

    private static IEnumerable<YamlNode> Children(YamlNode node) => node switch
    {
        YamlMap map => map.Entries.Select(entry => entry.Value),
        YamlList list => list.Items,
        _ => [],
    };

    private static IEnumerable<YamlNode> SelfAndBelow(YamlNode node) => Children(node).SelectMany(SelfAndBelow).Prepend(node);

    private bool Holds(JsonPathStep.Filter filter, YamlNode node)
    {
        var left = Resolve(filter.Left, node);
        return filter.Right is null ? left is not null : left is not null && Resolve(filter.Right, node) is { } right && Compare(left, filter.Operator!, right);
    }

    private YamlNode? Resolve(JsonPathOperand operand, YamlNode node)
    {
        switch (operand)
        {
            case JsonPathOperand.Constant constant:
                return constant.Value;
            case JsonPathOperand.OfTree { Query: var query }:
                IEnumerable<YamlNode> found = [query.StartsAtRoot ? root : node];
                return query.Steps.Aggregate(found, (items, step) => items.SelectMany(item => Take(step, item))).FirstOrDefault();
            default:
                throw new ArgumentOutOfRangeException(nameof(operand));
        }
    }

    private static bool Compare(YamlNode left, string operation, YamlNode right)
    {
        if (operation is "==" or "!=")
        {
            return YamlNode.DeepEquals(left, right) == (operation == "==");
        }

        var order = (Number(left), Number(right)) switch
        {
            ({ } a, { } b) => a.CompareTo(b),
            _ when left is YamlString a && right is YamlString b => string.CompareOrdinal(a.Value, b.Value),
            _ => (int?)null,
        };
        return order is { } sign && operation switch
        {
            "<" => sign < 0,
            "<=" => sign <= 0,
            ">" => sign > 0,
            _ => sign >= 0,
        };
    }

    private static double? Number(YamlNode node) =>
        node is YamlNumber number && double.TryParse(number.Json, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : null;

    private JsonPathException Missing(JsonPathStep step, List<YamlNode> found)
    {
        if (step is not JsonPathStep.Fields { Names: [var name, ..] })
        {
            var number = ((JsonPathStep.Indexes)step).Numbers[0];
            return new JsonPathException(template, found[0] is YamlList list ? $"asks for the item {number} of a list of {list.Count}" : $"asks for the item {number} of a {found[0].KindName}");
        }

        var known = found.OfType<YamlMap>().SelectMany(map => map.Keys).Distinct(StringComparer.Ordinal).ToImmutableArray();
        var near = NearestName.Find(name, known);
        return new JsonPathException(
            template,
            known.IsEmpty ? $"asks for `{name}` of a {found[0].KindName}" : $"asks for `{name}`, which is not there",
            near is not null ? $"Did you mean `{near}`?" : known.IsEmpty ? null : $"There are {string.Join(", ", known.Take(10).Select(key => $"`{key}`"))}");
    }
}
