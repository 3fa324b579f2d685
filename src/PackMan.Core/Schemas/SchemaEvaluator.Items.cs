using PackMan.Yaml;

namespace PackMan.Schemas;

internal sealed partial class SchemaEvaluator
{
    private void ApplyToItems(YamlMap schema, YamlList list, SchemaInstance instance, SchemaScope scope, SchemaOutcome outcome)
    {
        // A list under `items` is the older spelling of `prefixItems`, and `additionalItems` then that of `items`.
        var items = schema.Find("items");
        var prefix = schema.Find("prefixItems") as YamlList ?? items as YamlList;
        var rest = items is YamlList ? schema.Find("additionalItems") : items;
        for (var i = 0; i < list.Count; i++)
        {
            var applicable = prefix is not null && i < prefix.Count ? prefix[i] : rest;
            if (applicable is not null)
            {
                outcome.See(i);
                outcome.Violations.AddRange(EvaluateChild(applicable, instance.Child(i, list[i]), scope).Violations);
            }
        }

        if (schema.Find("contains") is { } contains)
        {
            ApplyContains(contains, schema, list, instance, scope, outcome);
        }

        if (schema.Find("unevaluatedItems") is { } unevaluated)
        {
            ApplyUnevaluated(unevaluated, list, instance, scope, outcome);
        }
    }

    private void ApplyContains(YamlNode contains, YamlMap schema, YamlList list, SchemaInstance instance, SchemaScope scope, SchemaOutcome outcome)
    {
        var found = 0;
        for (var i = 0; i < list.Count; i++)
        {
            if (EvaluateChild(contains, instance.Child(i, list[i]), scope).IsValid)
            {
                found++;

                // Only since 2020-12 does `contains` count as having looked at an item.
                if (scope.Resource.Draft == SchemaDraft.Draft202012)
                {
                    outcome.See(i);
                }
            }
        }

        // Both bounds are keywords of 2019-09 and later; before, at least one item is wanted.
        var isNew = scope.Resource.Draft == SchemaDraft.Draft202012 && scope.Resource.HasAssertions;
        var least = isNew && schema.Find("minContains") is YamlNumber minimum ? Whole(minimum) : 1;
        if (found < least)
        {
            outcome.Violations.Add(instance.Violation($"contain at least {SchemaWords.Count(least, "item", "items")} that the schema's `contains` describes, not {found}", null));
        }

        if (isNew && schema.Find("maxContains") is YamlNumber maximum && found > Whole(maximum))
        {
            outcome.Violations.Add(instance.Violation($"contain at most {SchemaWords.Count(Whole(maximum), "item", "items")} that the schema's `contains` describes, not {found}", null));
        }
    }

    private void ApplyUnevaluated(YamlNode unevaluated, YamlList list, SchemaInstance instance, SchemaScope scope, SchemaOutcome outcome)
    {
        for (var i = 0; i < list.Count; i++)
        {
            if (!outcome.HasSeen(i))
            {
                outcome.See(i);
                outcome.Violations.AddRange(EvaluateChild(unevaluated, instance.Child(i, list[i]), scope).Violations);
            }
        }
    }
}
