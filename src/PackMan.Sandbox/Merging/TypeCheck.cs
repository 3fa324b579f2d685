using PackMan.KindSchemas;
using PackMan.Sandbox.FieldPaths;
using PackMan.Yaml;

namespace PackMan.Sandbox.Merging;

/// <summary>Checks a value against its type, as apply does before it merges: unknown fields, wrong types, duplicate list items.</summary>
internal sealed class TypeCheck(bool allowsDuplicates)
{
    private readonly List<string> _errors = [];

    /// <summary>The errors as one text in the server's form; null when the value fits.</summary>
    public static string? Errors(YamlNode value, SchemaType type, bool allowsDuplicates = false)
    {
        var check = new TypeCheck(allowsDuplicates);
        check.Visit(value, type, FieldPath.Root);
        return check._errors.Count switch
        {
            0 => null,
            1 => check._errors[0],
            _ => "errors:\n" + string.Join('\n', check._errors.Select(error => "  " + error)),
        };
    }

    private void Visit(YamlNode value, SchemaType type, FieldPath path)
    {
        var atom = type.Atom.For(value);
        if (atom.Map is { } map)
        {
            VisitMap(value, map, path);
        }
        else if (atom.Scalar is { } scalar)
        {
            VisitScalar(value, scalar, path);
        }
        else if (atom.List is { } list)
        {
            VisitList(value, list, path);
        }
    }

    private void VisitMap(YamlNode value, MapShape shape, FieldPath path)
    {
        if (value is YamlNull)
        {
            return;
        }

        if (value is not YamlMap map)
        {
            Add(path, $"expected map, got {Describe(value)}");
            return;
        }

        foreach (var (key, child) in map.Entries)
        {
            var below = path.Then(PathElement.OfField(key));
            if (shape.TypeOf(key) is { } type)
            {
                Visit(child, type, below);
            }
            else
            {
                Add(below, "field not declared in schema");
            }
        }
    }

    private void VisitList(YamlNode value, ListShape shape, FieldPath path)
    {
        if (value is YamlNull)
        {
            return;
        }

        if (value is not YamlList list)
        {
            Add(path, $"expected list, got {Describe(value)}");
            return;
        }

        var seen = new HashSet<PathElement>();
        for (var i = 0; i < list.Count; i++)
        {
            var (element, error) = shape.IsAssociative ? ListItems.ElementOf(shape, list[i]) : (PathElement.OfIndex(i), "");
            if (element is null)
            {
                Add(path, $"element {i}: {error}");
                return;
            }

            if (!seen.Add(element) && !allowsDuplicates)
            {
                Add(path, $"duplicate entries for key {element}");
            }

            Visit(list[i], shape.Element, path.Then(element));
        }
    }

    private void VisitScalar(YamlNode value, ScalarKind kind, FieldPath path)
    {
        var expected = (kind, value) switch
        {
            (_, YamlNull) => null,
            (ScalarKind.String, not YamlString) => "string",
            (ScalarKind.Number, not YamlNumber) => "numeric (int or float)",
            (ScalarKind.Boolean, not YamlBoolean) => "boolean",
            (ScalarKind.Untyped, YamlMap or YamlList) => "any scalar",
            _ => null,
        };
        if (expected is not null)
        {
            Add(path, $"expected {expected}, got {Describe(value, kind)}");
        }
    }

    // The server prints Go values here: `%T` for numbers, `%#v` of its value wrapper for strings, plain JSON elsewhere.
    private static string Describe(YamlNode value, ScalarKind? kind = null) => (kind, value) switch
    {
        (ScalarKind.Number, YamlString) => "string",
        (ScalarKind.Number, YamlBoolean) => "bool",
        (ScalarKind.Number, YamlMap) => "map[string]interface {}",
        (ScalarKind.Number, YamlList) => "[]interface {}",
        (ScalarKind.String, YamlNumber { AsInt64: { } } number) => $"&value.valueUnstructured{{Value:{number.Json}}}",
        (ScalarKind.String, YamlNumber or YamlBoolean) => $"&value.valueUnstructured{{Value:{JsonText.Write(value)}}}",
        _ => JsonText.Write(value),
    };

    private void Add(FieldPath path, string message) => _errors.Add(path.Elements.IsEmpty ? message : $"{path}: {message}");
}
