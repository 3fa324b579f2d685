using PackMan.Sandbox.Http;
using PackMan.Sandbox.Validation;
using PackMan.Yaml;

namespace PackMan.Sandbox.Requests;

/// <summary>PUT: replaces an object.</summary>
internal static class UpdateRequest
{
    // Kinds whose registry lets a PUT create (`AllowCreateOnUpdate`).
    private static readonly HashSet<string> CreatedByPut = new(StringComparer.Ordinal)
    {
        "Endpoints", "Event", "Lease", "LimitRange", "Role", "RoleBinding", "ClusterRole", "ClusterRoleBinding", "Service",
    };

    public static ApiResponse Answer(RequestContext context)
    {
        var value = ObjectDecoder.Decode(context);
        ObjectMetadata.CheckIdentity(context, value);
        value = ObjectMetadata.InNamespace(context, value);
        return context.FindLive() is { } live
            ? Representation.Of(context, 200, Replace(context, live, value))
            : CreatedByPut.Contains(context.Kind.Kind) ? Create(context, value)
            : throw StatusException.NotFound(context.Kind, context.Name);
    }

    /// <summary>Writes the new state of an object that a PUT or a patch other than apply made.</summary>
    public static YamlMap Replace(RequestContext context, YamlMap live, YamlMap value)
    {
        CheckPreconditions(context, live, value);
        value = context.FieldManager().Update(live, value, context.Manager, isNew: false);
        return ObjectWriter.Update(context, live, value);
    }

    private static ApiResponse Create(RequestContext context, YamlMap value)
    {
        value = ObjectMetadata.ForCreate(context, value);
        value = context.FieldManager().Update(ObjectDecoder.Empty(context.Kind, context.Version), value, context.Manager, isNew: true);
        return Representation.Of(context, 201, ObjectWriter.Create(context, value));
    }

    private static string StorageError(RequestContext context, string why)
    {
        var key = string.Join('/', new[] { "/registry", context.Kind.Plural, context.Namespace, context.Name }.Where(part => part.Length > 0));
        return $"StorageError: invalid object, Code: 4, Key: {key}, ResourceVersion: 0, AdditionalErrorMsg: {why}";
    }

    private static void CheckPreconditions(RequestContext context, YamlMap live, YamlMap value)
    {
        if (value.FindString("metadata", "uid") is { Length: > 0 } uid && uid != live.FindString("metadata", "uid"))
        {
            throw StatusException.Conflict(context.Kind, context.Name, StorageError(context, $"Precondition failed: UID in precondition: {uid}, UID in object meta: {live.FindString("metadata", "uid")}"));
        }

        var version = value.FindString("metadata", "resourceVersion") ?? "";
        if (version.Length == 0 && context.Kind.IsCustom && context.Subresource.Length == 0)
        {
            throw FieldError.ToException(context.Kind, context.Name, [FieldError.Invalid("metadata.resourceVersion", new YamlNumber(0), "must be specified for an update")]);
        }

        if (version is not ("" or "0") && version != live.FindString("metadata", "resourceVersion"))
        {
            throw StatusException.Modified(context.Kind, context.Name);
        }
    }
}
