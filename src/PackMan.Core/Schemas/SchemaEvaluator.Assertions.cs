using System.Text;
using PackMan.Yaml;

namespace PackMan.Schemas;

internal sealed partial class SchemaEvaluator
{
    /// <summary>The keywords that judge a node by itself.</summary>
    private void Assert(string keyword, YamlNode value, YamlMap schema, SchemaInstance instance, SchemaOutcome outcome)
    {
        var expected = (keyword, instance.Node) switch
        {
            ("type", var node) => TypeExpectation(value, node),
            ("enum", var node) when value is YamlList allowed => EnumExpectation(allowed, node),
            ("const", var node) => SchemaEquality.Canonical(node) == SchemaEquality.Canonical(value) ? null : $"be {SchemaWords.Value(value)}",
            (_, YamlNumber number) => NumberExpectation(keyword, value, schema, number),
            (_, YamlString text) => TextExpectation(keyword, value, text.Value),
            (_, YamlList list) => ListExpectation(keyword, value, list),
            (_, YamlMap map) => MapExpectation(keyword, value, map),
            _ => null,
        };
        if (expected is not null)
        {
            outcome.Violations.Add(instance.Violation(expected, instance.Node is YamlMap && keyword != "type" ? null : SchemaWords.Got(instance.Node)));
        }

        RequireKeys(keyword, value, instance, outcome);
    }

    private static string? TypeExpectation(YamlNode types, YamlNode node)
    {
        var names = types is YamlList list ? list.Items.OfType<YamlString>().Select(type => type.Value).ToArray() : [types.ToString() ?? ""];
        return names.Any(name => IsOfType(node, name)) ? null : "be " + string.Join(" or ", names.Select(SchemaWords.Type));
    }

    private static bool IsOfType(YamlNode node, string type) => type switch
    {
        "object" => node is YamlMap,
        "array" => node is YamlList,
        "string" => node is YamlString,
        "boolean" => node is YamlBoolean,
        "null" => node is YamlNull,
        "number" => node is YamlNumber,
        "integer" => node is YamlNumber number && SchemaNumber.Of(number) is { IsInteger: true },
        _ => false,
    };

    private string? EnumExpectation(YamlList allowed, YamlNode node)
    {
        if (!_enums.TryGetValue(allowed, out var known))
        {
            _enums.Add(allowed, known = [.. allowed.Items.Select(SchemaEquality.Canonical)]);
        }

        return known.Contains(SchemaEquality.Canonical(node)) ? null : "be one of " + string.Join(", ", allowed.Items.Select(SchemaWords.Value));
    }

    private static string? NumberExpectation(string keyword, YamlNode value, YamlMap schema, YamlNumber number)
    {
        if (value is not YamlNumber limitNode || SchemaNumber.Of(limitNode) is not { } limit || SchemaNumber.Of(number) is not { } exact)
        {
            return null;
        }

        // Draft 4, which old charts still use, has a boolean beside the limit.
        var excludes = schema.Find(keyword == "minimum" ? "exclusiveMinimum" : "exclusiveMaximum") is YamlBoolean { Value: true };
        var order = exact.CompareTo(limit);
        return keyword switch
        {
            "minimum" => order < 0 || (excludes && order == 0) ? $"be {(excludes ? "more than" : "at least")} {limitNode.Text}" : null,
            "maximum" => order > 0 || (excludes && order == 0) ? $"be {(excludes ? "less than" : "at most")} {limitNode.Text}" : null,
            "exclusiveMinimum" => order <= 0 ? $"be more than {limitNode.Text}" : null,
            "exclusiveMaximum" => order >= 0 ? $"be less than {limitNode.Text}" : null,
            "multipleOf" => exact.IsMultipleOf(limit) ? null : $"be a multiple of {limitNode.Text}",
            _ => null,
        };
    }

    private string? TextExpectation(string keyword, YamlNode value, string text) => (keyword, value) switch
    {
        ("minLength", YamlNumber limit) when Exceeds(limit, Length(text)) => $"have at least {SchemaWords.Count(Whole(limit), "character", "characters")}",
        ("maxLength", YamlNumber limit) when IsExceededBy(limit, Length(text)) => $"have at most {SchemaWords.Count(Whole(limit), "character", "characters")}",
        ("pattern", YamlString pattern) when !Matches(pattern.Value, text, pattern) => $"match the pattern `{pattern.Value}`",
        _ => null,
    };

    private static string? ListExpectation(string keyword, YamlNode value, YamlList list) => (keyword, value) switch
    {
        ("minItems", YamlNumber limit) when Exceeds(limit, list.Count) => $"have at least {SchemaWords.Count(Whole(limit), "item", "items")}, not {list.Count}",
        ("maxItems", YamlNumber limit) when IsExceededBy(limit, list.Count) => $"have at most {SchemaWords.Count(Whole(limit), "item", "items")}, not {list.Count}",
        ("uniqueItems", YamlBoolean { Value: true }) when FirstRepeated(list) is { } index => $"have different items only; item {index} is there before",
        _ => null,
    };

    private static string? MapExpectation(string keyword, YamlNode value, YamlMap map) => (keyword, value) switch
    {
        ("minProperties", YamlNumber limit) when Exceeds(limit, map.Count) => $"have at least {SchemaWords.Count(Whole(limit), "key", "keys")}, not {map.Count}",
        ("maxProperties", YamlNumber limit) when IsExceededBy(limit, map.Count) => $"have at most {SchemaWords.Count(Whole(limit), "key", "keys")}, not {map.Count}",
        _ => null,
    };

    private static int? FirstRepeated(YamlList list)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < list.Count; i++)
        {
            if (!seen.Add(SchemaEquality.Canonical(list[i])))
            {
                return i;
            }
        }

        return null;
    }

    private static bool Exceeds(YamlNumber limit, int count) => SchemaNumber.Of(limit) is { } exact && exact.CompareTo(new SchemaNumber(count, 0)) > 0;

    private static bool IsExceededBy(YamlNumber limit, int count) => SchemaNumber.Of(limit) is { } exact && exact.CompareTo(new SchemaNumber(count, 0)) < 0;

    private static int Whole(YamlNumber limit) => (int)double.Parse(limit.Json, System.Globalization.CultureInfo.InvariantCulture);

    // Characters, not UTF-16 units.
    private static int Length(string text) => text.EnumerateRunes().Count();
}
