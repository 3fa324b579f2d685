using System.Globalization;
using System.Text.RegularExpressions;
using PackMan.Sandbox.Defaulting;
using PackMan.Yaml;

namespace PackMan.Sandbox.Validation;

/// <summary>Custom resources against their structural schema: types, required fields, enums, bounds, patterns.</summary>
internal sealed class OpenApiValidation
{
    private static readonly TimeSpan PatternTime = TimeSpan.FromSeconds(1);
    private readonly List<FieldError> _errors = [];

    public static List<FieldError> Of(YamlMap value, YamlMap schema)
    {
        var validation = new OpenApiValidation();
        validation.Visit(value, schema, "", isRoot: true);
        return validation._errors;
    }

    private void Visit(YamlNode value, YamlMap schema, string path, bool isRoot = false)
    {
        if (value is YamlNull)
        {
            CheckNull(schema, path);
            return;
        }

        if (!HasType(value, schema))
        {
            var found = TypeOf(value);
            _errors.Add(new FieldError(path, "FieldValueTypeInvalid", $"Invalid value: \"{found}\": {path} in body must be of type {schema.FindString("type")}: \"{found}\""));
            return;
        }

        CheckEnum(value, schema, path);
        switch (value)
        {
            case YamlMap map:
                VisitMap(map, schema, path, isRoot);
                break;
            case YamlList list:
                VisitList(list, schema, path);
                break;
            case YamlString text:
                CheckText(text.Value, schema, path);
                break;
            case YamlNumber number:
                CheckNumber(number, schema, path);
                break;
            default:
                break;
        }
    }

    private void CheckNull(YamlMap schema, string path)
    {
        if (!schema.IsTrueAt("nullable") && schema.FindString("type") is { } type)
        {
            _errors.Add(new FieldError(path, "FieldValueTypeInvalid", $"Invalid value: \"null\": {path} in body must be of type {type}: \"null\""));
        }
    }

    private void VisitMap(YamlMap map, YamlMap schema, string path, bool isRoot)
    {
        foreach (var key in schema.ItemsAt("required").OfType<YamlString>().Where(key => !map.ContainsKey(key.Value)))
        {
            _errors.Add(FieldError.Required(Join(path, key.Value)));
        }

        foreach (var (key, child) in map.Entries)
        {
            var type = schema.Find("properties", key) as YamlMap ?? schema.Find("additionalProperties") as YamlMap;
            if (type is not null && !(isRoot && key is "apiVersion" or "kind" or "metadata"))
            {
                Visit(child, type, Join(path, key));
            }
        }

        CheckCount(map.Count, schema, path, "minProperties", "maxProperties", "properties");
    }

    private void VisitList(YamlList list, YamlMap schema, string path)
    {
        CheckCount(list.Count, schema, path, "minItems", "maxItems", "items");
        if (schema.Find("items") is YamlMap items)
        {
            for (var i = 0; i < list.Count; i++)
            {
                Visit(list[i], items, $"{path}[{i}]");
            }
        }
    }

    private void CheckCount(int count, YamlMap schema, string path, string least, string most, string what)
    {
        if (schema.NumberAt(least) is { } min && count < min)
        {
            _errors.Add(FieldError.Invalid(path, new YamlNumber(count), $"{path} in body should have at least {min} {what}"));
        }

        if (schema.NumberAt(most) is { } max && count > max)
        {
            _errors.Add(new FieldError(path, "FieldValueTooMany", $"Too many: {count}: must have at most {max} items"));
        }
    }

    private void CheckEnum(YamlNode value, YamlMap schema, string path)
    {
        var words = schema.ItemsAt("enum");
        if (words.Count > 0 && !words.Any(word => YamlNode.DeepEquals(word, value)))
        {
            var supported = string.Join(", ", words.Select(word => word is YamlString text ? $"\"{text.Value}\"" : $"\"{JsonText.Write(word)}\""));
            _errors.Add(new FieldError(path, "FieldValueNotSupported", $"Unsupported value: {JsonText.Write(value)}: supported values: {supported}"));
        }
    }

    private void CheckText(string text, YamlMap schema, string path)
    {
        if (schema.NumberAt("minLength") is { } min && text.Length < min)
        {
            _errors.Add(FieldError.Invalid(path, text, $"{path} in body should be at least {min} chars long"));
        }

        if (schema.NumberAt("maxLength") is { } max && text.Length > max)
        {
            _errors.Add(FieldError.TooLong(path, $"may not be more than {max} bytes"));
        }

        if (schema.FindString("pattern") is { } pattern && !Matches(text, pattern))
        {
            _errors.Add(FieldError.Invalid(path, text, $"{path} in body should match '{pattern}'"));
        }
    }

    private void CheckNumber(YamlNumber number, YamlMap schema, string path)
    {
        var value = double.Parse(number.Json, CultureInfo.InvariantCulture);
        if (schema.Find("minimum") is YamlNumber min && value < double.Parse(min.Json, CultureInfo.InvariantCulture))
        {
            _errors.Add(FieldError.Invalid(path, number, $"{path} in body should be greater than or equal to {min.Json}"));
        }

        if (schema.Find("maximum") is YamlNumber max && value > double.Parse(max.Json, CultureInfo.InvariantCulture))
        {
            _errors.Add(FieldError.Invalid(path, number, $"{path} in body should be less than or equal to {max.Json}"));
        }
    }

    private static bool Matches(string text, string pattern)
    {
        try
        {
            return Regex.IsMatch(text, pattern, RegexOptions.CultureInvariant, PatternTime);
        }
        catch (Exception exception) when (exception is ArgumentException or RegexMatchTimeoutException)
        {
            // Go's grammar of patterns is not .NET's; what cannot be judged is let through.
            return true;
        }
    }

    private static bool HasType(YamlNode value, YamlMap schema) => schema.IsTrueAt("x-kubernetes-int-or-string")
        ? value is YamlString or YamlNumber
        : (schema.FindString("type"), value) switch
        {
            ("object", not YamlMap) or ("array", not YamlList) or ("string", not YamlString) or ("boolean", not YamlBoolean) or ("number", not YamlNumber) => false,
            ("integer", YamlNumber number) => number.AsInt64 is not null || number.Json.EndsWith(".0", StringComparison.Ordinal),
            ("integer", _) => false,
            _ => true,
        };

    private static string TypeOf(YamlNode value) => value switch
    {
        YamlMap => "object",
        YamlList => "array",
        YamlString => "string",
        YamlBoolean => "boolean",
        YamlNumber { AsInt64: not null } => "integer",
        _ => "number",
    };

    private static string Join(string path, string key) => path.Length == 0 ? key : $"{path}.{key}";
}
