using PackMan.Sandbox.Kinds;
using PackMan.Yaml;

namespace PackMan.Sandbox.Requests;

/// <summary>A refusal that becomes a `Status` answer. It never leaves the sandbox.</summary>
internal sealed class StatusException(int code, string reason, string message) : Exception(message)
{
    public int Code { get; } = code;

    public string Reason { get; } = reason;

    public YamlMap Details { get; init; } = YamlMap.Empty;

    public int? RetryAfterSeconds { get; init; }

    public static StatusException BadRequest(string message) => new(400, "BadRequest", message);

    public static StatusException NotFound(ResourceKind kind, string name) =>
        new(404, "NotFound", $"{kind.QualifiedPlural} \"{name}\" not found") { Details = Resource(kind, name) };

    public static StatusException AlreadyExists(ResourceKind kind, string name) =>
        new(409, "AlreadyExists", $"{kind.QualifiedPlural} \"{name}\" already exists") { Details = Resource(kind, name) };

    public static StatusException Conflict(ResourceKind kind, string name, string why) =>
        new(409, "Conflict", $"Operation cannot be fulfilled on {kind.QualifiedPlural} \"{name}\": {why}") { Details = Resource(kind, name) };

    /// <summary>An object that is not the one a request had in mind; here the server names kinds, not resources.</summary>
    public static StatusException Precondition(ResourceKind kind, string name, string why) =>
        new(409, "Conflict", $"Operation cannot be fulfilled on {kind.QualifiedKind} \"{name}\": {why}")
        {
            Details = Resource(kind, name).With("kind", new YamlString(kind.Kind)),
        };

    public static StatusException Modified(ResourceKind kind, string name) =>
        Conflict(kind, name, "the object has been modified; please apply your changes to the latest version and try again");

    public static StatusException Forbidden(ResourceKind kind, string name, string why, params IEnumerable<YamlMap> causes)
    {
        var details = Resource(kind, name);
        var list = YamlList.Of(causes);
        return new(403, "Forbidden", $"{kind.QualifiedPlural} \"{name}\" is forbidden: {why}")
        {
            Details = list.Count > 0 ? details.With("causes", list) : details,
        };
    }

    public static StatusException NoSuchResource() => new(404, "NotFound", "the server could not find the requested resource");

    public static StatusException MethodNotAllowed() =>
        new(405, "MethodNotAllowed", "the server does not allow this method on the requested resource");

    /// <summary>An error the real server did not foresee either: no reason, code 500.</summary>
    public static StatusException Unexpected(string message) => new(500, "", message);

    public static StatusException Internal(string message) => new(500, "InternalError", $"Internal error occurred: {message}")
    {
        Details = YamlMap.Empty.With("causes", YamlList.Of(Text("message", message))),
    };

    public static StatusException Expired(string message) => new(410, "Expired", message);

    public static YamlMap Text(string key, string value) => YamlMap.Empty.With(key, new YamlString(value));

    public static YamlMap Resource(ResourceKind kind, string name)
    {
        var details = name.Length > 0 ? Text("name", name) : YamlMap.Empty;
        details = kind.Group.Length > 0 ? details.With("group", new YamlString(kind.Group)) : details;
        return details.With("kind", new YamlString(kind.Plural));
    }

    public YamlMap ToStatus()
    {
        var status = YamlMap.Of(
            KeyValuePair.Create<string, YamlNode>("kind", new YamlString("Status")),
            KeyValuePair.Create<string, YamlNode>("apiVersion", new YamlString("v1")),
            KeyValuePair.Create<string, YamlNode>("metadata", YamlMap.Empty),
            KeyValuePair.Create<string, YamlNode>("status", new YamlString("Failure")),
            KeyValuePair.Create<string, YamlNode>("message", new YamlString(Message)));
        status = Reason.Length > 0 ? status.With("reason", new YamlString(Reason)) : status;
        var details = RetryAfterSeconds is { } seconds ? Details.With("retryAfterSeconds", new YamlNumber(seconds)) : Details;
        status = details.Count > 0 ? status.With("details", details) : status;
        return status.With("code", new YamlNumber(Code));
    }
}
