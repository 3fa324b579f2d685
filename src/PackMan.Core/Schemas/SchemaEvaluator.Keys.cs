using PackMan.Templating.Evaluation;
using PackMan.Yaml;

namespace PackMan.Schemas;

internal sealed partial class SchemaEvaluator
{
    private static void RequireKeys(string keyword, YamlNode value, SchemaInstance instance, SchemaOutcome outcome)
    {
        if (instance.Node is not YamlMap map)
        {
            return;
        }

        switch (keyword, value)
        {
            case ("required", YamlList required):
                Require(required, null);
                break;
            case ("dependentRequired" or "dependencies", YamlMap dependent):
                foreach (var (key, required) in dependent.Entries.Where(entry => map.ContainsKey(entry.Key)))
                {
                    Require(required as YamlList ?? YamlList.Empty, key);
                }

                break;
        }

        void Require(YamlList names, string? because)
        {
            foreach (var name in names.Items.OfType<YamlString>().Where(name => !map.ContainsKey(name.Value)))
            {
                outcome.Violations.Add(instance.Violation($"have the key `{name}`" + (because is null ? "" : $", because it has `{because}`"), null) with { IsMissing = true });
            }
        }
    }

    private void ApplyToKeys(YamlMap schema, YamlMap map, SchemaInstance instance, SchemaScope scope, SchemaOutcome outcome)
    {
        var properties = schema.Find("properties") as YamlMap;
        var patterns = schema.Find("patternProperties") as YamlMap;
        var additional = schema.Find("additionalProperties");
        foreach (var (key, value) in map.Entries)
        {
            var child = instance.Child(key, value);
            var isNamed = ApplyNamed(properties, patterns, key, child, scope, outcome);
            if (!isNamed && additional is not null)
            {
                ApplyRest(additional, key, child, properties, scope, outcome);
            }

            if (schema.Find("propertyNames") is { } names && !Evaluate(names, instance.Child(key, new YamlString(key)), scope).IsValid)
            {
                outcome.Violations.Add(child.Violation("have another name: the schema does not allow this key", null));
            }
        }

        ApplyDependent(schema, map, instance, scope, outcome);
        if (schema.Find("unevaluatedProperties") is { } unevaluated)
        {
            foreach (var (key, value) in map.Entries.Where(entry => !outcome.HasSeen(entry.Key)).ToArray())
            {
                ApplyRest(unevaluated, key, instance.Child(key, value), properties, scope, outcome);
            }
        }
    }

    private bool ApplyNamed(YamlMap? properties, YamlMap? patterns, string key, SchemaInstance child, SchemaScope scope, SchemaOutcome outcome)
    {
        var isNamed = false;
        if (properties?.Find(key) is { } named)
        {
            isNamed = true;
            outcome.Violations.AddRange(EvaluateChild(named, child, scope).Violations);
        }

        foreach (var (pattern, schema) in patterns?.Entries ?? [])
        {
            if (Matches(pattern, key, schema))
            {
                isNamed = true;
                outcome.Violations.AddRange(EvaluateChild(schema, child, scope).Violations);
            }
        }

        if (isNamed)
        {
            outcome.See(key);
        }

        return isNamed;
    }

    private void ApplyRest(YamlNode schema, string key, SchemaInstance child, YamlMap? known, SchemaScope scope, SchemaOutcome outcome)
    {
        outcome.See(key);
        if (schema is YamlBoolean { Value: false })
        {
            var similar = known is null ? null : NearestName.Find(key, known.Keys);
            outcome.Violations.Add(child.Violation("not be set: the schema knows no such key" + (similar is null ? BooleanKey.Hint(key) : $" (did you mean `{similar}`?)"), null));
            return;
        }

        outcome.Violations.AddRange(EvaluateChild(schema, child, scope).Violations);
    }

    private void ApplyDependent(YamlMap schema, YamlMap map, SchemaInstance instance, SchemaScope scope, SchemaOutcome outcome)
    {
        foreach (var keyword in (string[])["dependentSchemas", "dependencies"])
        {
            foreach (var (key, dependent) in (schema.Find(keyword) as YamlMap)?.Entries ?? [])
            {
                if (dependent is (YamlMap or YamlBoolean) && map.ContainsKey(key))
                {
                    outcome.Require(Evaluate(dependent, instance, scope));
                }
            }
        }
    }
}
