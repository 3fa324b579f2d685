using PackMan.Sandbox.Kinds;
using PackMan.Sandbox.Requests;
using PackMan.Yaml;

namespace PackMan.Sandbox.Validation;

/// <summary>One cause of a 422: a field and what is wrong with it, in the server's words.</summary>
internal sealed record FieldError(string Field, string Reason, string Body)
{
    public static FieldError Required(string field, string detail = "") => new(field, "FieldValueRequired", With("Required value", detail));

    public static FieldError Invalid(string field, YamlNode? value, string detail) =>
        new(field, "FieldValueInvalid", With("Invalid value: " + Show(value), detail));

    public static FieldError Invalid(string field, string value, string detail) => Invalid(field, new YamlString(value), detail);

    public static FieldError NotSupported(string field, string value, params IEnumerable<string> supported) =>
        new(field, "FieldValueNotSupported", With("Unsupported value: " + Show(new YamlString(value)), "supported values: " + string.Join(", ", supported.Select(word => $"\"{word}\""))));

    public static FieldError Duplicate(string field, YamlNode value) => new(field, "FieldValueDuplicate", "Duplicate value: " + Show(value));

    public static FieldError Forbidden(string field, string detail) => new(field, "FieldValueForbidden", With("Forbidden", detail));

    public static FieldError NotFound(string field, string value) => new(field, "FieldValueNotFound", "Not found: " + Show(new YamlString(value)));

    public static FieldError TooLong(string field, string detail) => new(field, "FieldValueTooLong", With("Too long", detail));

    public static StatusException ToException(ResourceKind kind, string name, IReadOnlyCollection<FieldError> errors)
    {
        var messages = errors.Select(error => $"{error.Field}: {error.Body}").Distinct(StringComparer.Ordinal).ToList();
        var text = messages.Count == 1 ? messages[0] : $"[{string.Join(", ", messages)}]";
        var details = name.Length > 0 ? StatusException.Text("name", name) : YamlMap.Empty;
        details = kind.Group.Length > 0 ? details.With("group", new YamlString(kind.Group)) : details;
        details = details.With("kind", new YamlString(kind.Kind)).With("causes", YamlList.Of(errors.Select(error => error.ToCause())));
        return new StatusException(422, "Invalid", $"{kind.QualifiedKind} \"{name}\" is invalid: {text}") { Details = details };
    }

    public YamlMap ToCause() => YamlMap.Empty
        .With("reason", new YamlString(Reason))
        .With("message", new YamlString(Body))
        .With("field", new YamlString(Field));

    private static string Show(YamlNode? value) => value is null ? "null" : JsonText.Write(value);

    private static string With(string text, string detail) => detail.Length == 0 ? text : $"{text}: {detail}";
}
