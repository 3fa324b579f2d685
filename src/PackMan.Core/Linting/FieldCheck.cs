using System.Collections.Immutable;
using PackMan.KindSchemas;
using PackMan.Manifests;
using PackMan.Templating.Evaluation;
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

    private static string Join(string path, string key) => path.Length == 0 ? key : $"{path}.{key}";
}
