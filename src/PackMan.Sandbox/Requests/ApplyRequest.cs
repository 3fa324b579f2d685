using PackMan.Sandbox.Http;
using PackMan.Sandbox.Merging;
using PackMan.Sandbox.Ownership;
using PackMan.Yaml;

namespace PackMan.Sandbox.Requests;

/// <summary>Server-side apply.</summary>
internal static class ApplyRequest
{
    public static ApiResponse Answer(RequestContext context)
    {
        var config = Read(context);
        var live = context.FindLive();
        if (live is null && context.Subresource.Length > 0)
        {
            throw StatusException.NotFound(context.Kind, context.Name);
        }

        CheckPreconditions(context, live, config);
        CheckTypes(context, config);
        var empty = ObjectDecoder.Empty(context.Kind, context.Version);
        var manager = context.FieldManager();
        var merged = manager.Apply(live ?? empty, config, context.Manager, context.Request.IsTrue("force"), empty)
            ?? throw ConflictOf(manager.Conflicts);
        var (value, _) = ObjectDecoder.Normalize(context.Kind, context.Version, merged);
        ObjectMetadata.CheckIdentity(context, value);
        value = ObjectMetadata.InNamespace(context, value);
        return live is null
            ? Representation.Of(context, 201, ObjectWriter.Create(context, ObjectMetadata.ForCreate(context, value.WithoutPath("metadata", "resourceVersion"))))
            : Representation.Of(context, 200, ObjectWriter.Update(context, live, value));
    }

    private static YamlMap Read(RequestContext context)
    {
        var body = RequestBody.ParseYaml(context.Request.Body);
        if (body.Value is not YamlMap config)
        {
            throw StatusException.BadRequest("error decoding YAML: the configuration is no map");
        }

        if (body.Duplicates.Count > 0 && context.Request.Parameter("fieldValidation") == "Strict")
        {
            throw StatusException.BadRequest($"error strict decoding YAML: key \"{body.Duplicates[0]}\" already set in map");
        }

        var (apiVersion, kind) = (config.FindString("apiVersion") ?? "", config.FindString("kind") ?? "");
        if (apiVersion != context.ApiVersion || kind != context.Kind.Kind)
        {
            var slash = apiVersion.IndexOf('/', StringComparison.Ordinal);
            var (group, version) = slash < 0 ? ("", apiVersion) : (apiVersion[..slash], apiVersion[(slash + 1)..]);
            throw StatusException.BadRequest($"invalid object type: {(group.Length > 0 ? group + "/" : "/")}{version}, Kind={kind}");
        }

        if (config.Find("metadata", "managedFields") is not (null or YamlNull))
        {
            throw StatusException.BadRequest("metadata.managedFields must be nil");
        }

        return config;
    }

    private static void CheckPreconditions(RequestContext context, YamlMap? live, YamlMap config)
    {
        var version = config.FindString("metadata", "resourceVersion") ?? "";
        if (version.Length > 0 && live is not null && version != live.FindString("metadata", "resourceVersion"))
        {
            throw StatusException.Modified(context.Kind, context.Name);
        }

        if (config.FindString("metadata", "uid") is { Length: > 0 } uid && uid != live?.FindString("metadata", "uid"))
        {
            throw StatusException.Conflict(context.Kind, context.Name, $"uid mismatch: the provided object specified uid {uid}, and no existing object was found");
        }
    }

    private static void CheckTypes(RequestContext context, YamlMap config)
    {
        if (TypeCheck.Errors(config, context.Version.Type) is { } errors)
        {
            var space = config.FindString("metadata", "namespace") ?? "";
            throw StatusException.Unexpected(
                $"failed to create typed patch object ({space}/{context.Name}; {context.ApiVersion}, Kind={context.Kind.Kind}): {errors}");
        }
    }

    public static StatusException ConflictOf(IReadOnlyList<OwnershipConflict> conflicts)
    {
        var causes = conflicts.Select(conflict => StatusException.Text("reason", "FieldManagerConflict")
            .With("message", new YamlString($"conflict with {conflict.Owner}"))
            .With("field", new YamlString(conflict.Path.ToString())));
        return new StatusException(409, "Conflict", MessageOf(conflicts)) { Details = YamlMap.Empty.With("causes", YamlList.Of(causes)) };
    }

    private static string MessageOf(IReadOnlyList<OwnershipConflict> conflicts)
    {
        if (conflicts is [var only])
        {
            return $"Apply failed with 1 conflict: conflict with {only.Owner}: {only.Path}";
        }

        var lines = conflicts.GroupBy(conflict => conflict.Owner)
            .OrderBy(group => group.Key.SortKey, StringComparer.Ordinal)
            .SelectMany(group => group.Select(conflict => $"- {conflict.Path}").Prepend($"conflicts with {group.Key}:"));
        return $"Apply failed with {conflicts.Count} conflicts: {string.Join('\n', lines)}";
    }
}
