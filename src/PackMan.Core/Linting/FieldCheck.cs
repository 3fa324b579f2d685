using System.Collections.Immutable;
using PackMan.KindSchemas;
using PackMan.Manifests;
using PackMan.Schemas;
using PackMan.Templating.Evaluation;
using PackMan.Values;
using PackMan.Yaml;

namespace PackMan.Linting;

/// <summary>Holds an object to the fields of its kind: those that are built in, and those that the chart's own CRDs define.</summary>
internal sealed class FieldCheck
{
    private readonly ImmutableArray<FieldFault>.Builder _faults = ImmutableArray.CreateBuilder<FieldFault>();

    /// <summary>All faults in the order of the object; none for a kind nothing is known of.</summary>
    public static ImmutableArray<FieldFault> Of(CustomKinds customKinds, KubernetesObject target)
    {
        var check = new FieldCheck();
        if (customKinds.Find(target) is { } custom)
        {
            check.Visit(target.Content, custom.Type, "", "");
            check.VisitRequired(target.Content, custom.OpenApi, "");
            check.VisitBounds(target.Content, custom.OpenApi);
        }
        else if (SchemaCatalog.BuiltIn.FindKind(target.Group, target.Version, target.Kind) is { } type)
        {
            check.Visit(target.Content, type, "", "");
        }

        return check._faults.ToImmutable();
    }

    private void Visit(YamlNode value, SchemaType type, string path, string key)
    {
        var atom = type.Atom.For(value);
        switch (value)
        {
            case YamlNull:
                return;
            case YamlMap map when atom.Map is { } shape:
                VisitMap(map, shape, type.Name, path);
                return;
            case YamlList list when atom.List is { } shape:
                VisitList(list, shape, path, key);
                return;
            default:
                CheckType(value, atom, path, key);
                return;
        }
    }

    private void VisitMap(YamlMap map, MapShape shape, string? typeName, string path)
    {
        foreach (var (key, child) in map.Entries)
        {
            var below = Join(path, key);
            if (shape.TypeOf(key) is { } type)
            {
                Visit(child, type, below, key);
            }
            else
            {
                _faults.Add(new FieldFault.Unknown(below, key, child, NearestName.Find(key, shape.Fields.Keys)));
            }
        }

        foreach (var field in RequiredFields.Of(typeName, shape).Where(field => map.Find(field) is null or YamlNull && !path.StartsWith("status", StringComparison.Ordinal)))
        {
            _faults.Add(new FieldFault.Missing(Join(path, field), field, map));
        }
    }

    private void VisitList(YamlList list, ListShape shape, string path, string key)
    {
        for (var i = 0; i < list.Count; i++)
        {
            Visit(list[i], shape.Element, $"{path}[{i}]", key);
        }
    }

    private void CheckType(YamlNode value, SchemaAtom atom, string path, string key)
    {
        var expected = (atom, value) switch
        {
            ({ Scalar: ScalarKind.String }, YamlString) or ({ Scalar: ScalarKind.Number }, YamlNumber) or ({ Scalar: ScalarKind.Boolean }, YamlBoolean) => null,
            ({ Scalar: ScalarKind.Untyped }, YamlString or YamlNumber or YamlBoolean) => null,
            ({ Scalar: ScalarKind.String }, _) => "a string",
            ({ Scalar: ScalarKind.Number }, _) => "a number",
            ({ Scalar: ScalarKind.Boolean }, _) => "true or false",
            ({ Scalar: ScalarKind.Untyped }, _) => "a single value",
            ({ Map: not null }, _) => "a map",
            ({ List: not null }, _) => "a list",
            _ => null,
        };
        if (expected is not null)
        {
            _faults.Add(new FieldFault.WrongType(path, key, value, expected));
        }
    }

    private void VisitRequired(YamlNode value, YamlNode schema, string path)
    {
        switch (value)
        {
            case YamlMap map:
                var wanted = (schema.Find("required") as YamlList ?? YamlList.Empty).Items.OfType<YamlString>().Select(name => name.Value);
                foreach (var name in wanted.Where(name => !map.ContainsKey(name) && schema.Find("properties", name, "default") is null))
                {
                    _faults.Add(new FieldFault.Missing(Join(path, name), name, map));
                }

                foreach (var (key, child) in map.Entries)
                {
                    VisitRequired(child, schema.Find("properties", key) ?? schema.Find("additionalProperties") ?? YamlMap.Empty, Join(path, key));
                }

                break;
            case YamlList list when schema.Find("items") is { } items:
                for (var i = 0; i < list.Count; i++)
                {
                    VisitRequired(list[i], items, $"{path}[{i}]");
                }

                break;
            default:
                break;
        }
    }

    // Missing keys and wrong types are told as those of built-in kinds are. Nulls do not reach the server's check: it takes the default, or leaves the field out.
    private void VisitBounds(YamlMap content, YamlMap openApi)
    {
        var told = _faults.Select(fault => fault.Path).ToHashSet(StringComparer.Ordinal);
        foreach (var violation in Violations(content, openApi).Where(violation => !violation.IsMissing))
        {
            var node = PathStep.Find(content, violation.Path);
            var path = SchemaViolation.PathText("", violation.Path.AsSpan()).TrimStart('.');
            if (node is not (null or YamlNull) && !told.Contains(path))
            {
                _faults.Add(new FieldFault.Invalid(path, violation.Path.OfType<PathStep.Key>().LastOrDefault()?.Name ?? "", node, violation.Expected, violation.Got));
            }
        }
    }

    private static ImmutableArray<SchemaViolation> Violations(YamlMap content, YamlMap openApi)
    {
        try
        {
            return JsonSchema.Of(openApi, "openAPIV3Schema").Validate(content);
        }
        catch (SchemaException)
        {
            // A definition that is broken itself is refused with the CRD; nothing is known of its objects.
            return [];
        }
    }

    private static string Join(string path, string key) => path.Length == 0 ? key : $"{path}.{key}";
}
