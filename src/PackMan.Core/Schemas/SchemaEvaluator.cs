using System.Text.RegularExpressions;
using PackMan.Yaml;

namespace PackMan.Schemas;

/// <summary>Applies schemas to nodes. The schema tree is read as it is; what costs time (patterns, references) is found once.</summary>
internal sealed partial class SchemaEvaluator(SchemaRegistry registry)
{
    /// <summary>Far above what a chart's schema needs; `allOf` of `allOf` through references could otherwise double without end.</summary>
    private const int MaxSteps = 2_000_000;

    /// <summary>References that lead from schema to schema without going deeper into the values.</summary>
    private const int MaxReferenceChain = 200;

    private readonly Dictionary<string, Regex> _patterns = new(StringComparer.Ordinal);
    private readonly Dictionary<YamlNode, HashSet<string>> _enums = new(ReferenceEqualityComparer.Instance);
    private int _steps;
    private int _referenceChain;

    public SchemaOutcome Evaluate(YamlNode schema, SchemaInstance instance, SchemaScope scope)
    {
        if (++_steps > MaxSteps)
        {
            throw new SchemaException("The schema takes too many steps to check", "Look for references that multiply each other");
        }

        var outcome = new SchemaOutcome();
        switch (schema)
        {
            case YamlBoolean { Value: true }:
                break;
            case YamlBoolean:
                outcome.Violations.Add(instance.Violation("not be set: the schema does not allow it", null));
                break;
            case YamlMap map:
                EvaluateMap(map, instance, registry.ResourceAt(map) is { } resource ? scope.Enter(resource) : scope, outcome);
                break;
            default:
                throw new SchemaException($"The schema has a {schema.KindName} where a schema must be", "A schema is a map, `true` or `false`");
        }

        return outcome;
    }

    private void EvaluateMap(YamlMap schema, SchemaInstance instance, SchemaScope scope, SchemaOutcome outcome)
    {
        if (scope.Resource.Draft == SchemaDraft.Draft7 && schema.FindString("$ref") is { } only)
        {
            Apply("$ref", new YamlString(only, schema.Find("$ref")?.Origin), schema, instance, scope, outcome);
            return;
        }

        schema = SchemaKeywords.OfDraft(schema, scope.Resource.Draft);
        foreach (var (keyword, value) in schema.Entries)
        {
            Apply(keyword, value, schema, instance, scope, outcome);
        }

        switch (instance.Node)
        {
            case YamlMap map:
                ApplyToKeys(schema, map, instance, scope, outcome);
                break;
            case YamlList list:
                ApplyToItems(schema, list, instance, scope, outcome);
                break;
        }
    }

    private void Apply(string keyword, YamlNode value, YamlMap schema, SchemaInstance instance, SchemaScope scope, SchemaOutcome outcome)
    {
        try
        {
            if (scope.Resource.HasAssertions)
            {
                Assert(keyword, value, schema, instance, outcome);
            }

            ApplyToSameNode(keyword, value, schema, instance, scope, outcome);
        }
        catch (SchemaException error) when (error.Frame is null)
        {
            error.PointAt(value);
            throw;
        }
    }

    private SchemaOutcome EvaluateReference(string reference, SchemaInstance instance, SchemaScope scope)
    {
        var (target, resource) = registry.Resolve(reference, scope.Resource);
        return EvaluateTarget(target, instance, scope.Enter(resource));
    }

    /// <summary>Like `$ref`, but an anchor declared dynamic is looked up again in the outermost resource that went before.</summary>
    private SchemaOutcome EvaluateDynamicReference(string reference, SchemaInstance instance, SchemaScope scope)
    {
        var (target, resource) = registry.Resolve(reference, scope.Resource);
        var anchor = reference[(reference.IndexOf('#', StringComparison.Ordinal) + 1)..];
        if (target.FindString("$dynamicAnchor") == anchor && scope.Enter(resource).OutermostWith(anchor) is { } outermost)
        {
            (target, resource) = (outermost.Anchors[anchor], outermost);
        }

        return EvaluateTarget(target, instance, scope.Enter(resource));
    }

    private SchemaOutcome EvaluateTarget(YamlNode target, SchemaInstance instance, SchemaScope scope)
    {
        if (++_referenceChain > MaxReferenceChain)
        {
            throw new SchemaException("The schema's references go round in a circle", "A `$ref` must lead to something that looks deeper into the values");
        }

        var outcome = Evaluate(target, instance, scope);
        _referenceChain--;
        return outcome;
    }

    /// <summary>A node deeper in the values: what chain of references led here no longer counts.</summary>
    private SchemaOutcome EvaluateChild(YamlNode schema, SchemaInstance child, SchemaScope scope)
    {
        var chain = _referenceChain;
        _referenceChain = 0;
        var outcome = Evaluate(schema, child, scope);
        _referenceChain = chain;
        return outcome;
    }

    private Regex Pattern(string pattern)
    {
        if (!_patterns.TryGetValue(pattern, out var regex))
        {
            _patterns.Add(pattern, regex = SchemaPattern.Compile(pattern));
        }

        return regex;
    }

    /// <param name="pattern">The pattern.</param>
    /// <param name="text">What it is asked about.</param>
    /// <param name="place">Where the schema has the pattern.</param>
    private bool Matches(string pattern, string text, YamlNode place)
    {
        try
        {
            return SchemaPattern.IsMatch(Pattern(pattern), text);
        }
        catch (SchemaException error)
        {
            error.PointAt(place);
            throw;
        }
        catch (RegexMatchTimeoutException error)
        {
            var slow = new SchemaException($"The schema's pattern `{pattern}` takes too long to match", "Simplify the pattern", error);
            slow.PointAt(place);
            throw slow;
        }
    }
}
