using PackMan.KindSchemas;
using PackMan.Sandbox.FieldPaths;
using PackMan.Sandbox.Http;
using PackMan.Sandbox.Merging;
using PackMan.Sandbox.Ownership;
using PackMan.Sandbox.Patching;
using PackMan.Yaml;

namespace PackMan.Sandbox.Requests;

/// <summary>The `scale` subresource: replicas of a workload as an object of its own.</summary>
internal static class ScaleRequest
{
    private const string ScaleVersion = "autoscaling/v1";
    private static readonly string[] ScaleMetadata = ["name", "namespace", "uid", "resourceVersion", "creationTimestamp"];

    public static ApiResponse Answer(RequestContext context)
    {
        var live = context.FindLive() ?? throw StatusException.NotFound(context.Kind, context.Name);
        var scale = ScaleOf(context, live);
        return context.Request.Method.Method switch
        {
            "GET" => ApiResponse.Json(200, scale),
            "PUT" => Write(context, live, RequestBody.Parse(context.Request.Body).Value),
            "PATCH" => Write(context, live, Patched(context, scale)),
            _ => throw StatusException.MethodNotAllowed(),
        };
    }

    private static YamlNode Patched(RequestContext context, YamlMap scale)
    {
        var patch = RequestBody.Parse(context.Request.Body).Value;
        return context.Request.ContentType switch
        {
            "application/json-patch+json" => JsonPatch.Apply(scale, patch),
            "application/apply-patch+yaml" => Merger.Merge(scale, patch, SchemaCatalog.BuiltIn.Find("autoscaling.v1.Scale")) ?? scale,
            _ => MergePatch.Apply(scale, patch),
        };
    }

    private static ApiResponse Write(RequestContext context, YamlMap live, YamlNode scale)
    {
        var version = scale.FindString("metadata", "resourceVersion");
        if (version is { Length: > 0 } && version != live.FindString("metadata", "resourceVersion"))
        {
            throw StatusException.Modified(context.Kind, context.Name);
        }

        var replicas = scale.Find("spec", "replicas") as YamlNumber ?? new YamlNumber(0);
        var value = live.WithPath(["spec", "replicas"], replicas);

        // Scaling is owned through the subresource, in the version of the workload.
        value = Own(context, live, value);
        return ApiResponse.Json(200, ScaleOf(context, ObjectWriter.Update(context, live, value)));
    }

    private static YamlMap Own(RequestContext context, YamlMap live, YamlMap value)
    {
        if (context.Request.ContentType != "application/apply-patch+yaml")
        {
            return new FieldManager(new EveryField(context.Kind), context.ApiVersion, "scale", context.Now).Update(live, value, context.Manager, isNew: false);
        }

        var config = YamlMap.Empty
            .With("apiVersion", new YamlString(context.ApiVersion))
            .With("kind", new YamlString(context.Kind.Kind))
            .WithPath(["spec", "replicas"], value.Find("spec", "replicas") ?? YamlNull.Instance);
        var manager = new FieldManager(new EveryField(context.Kind), context.ApiVersion, "scale", context.Now);
        return manager.Apply(live, config, context.Manager, context.Request.IsTrue("force"), ObjectDecoder.Empty(context.Kind, context.Version))
            ?? throw ApplyRequest.ConflictOf(manager.Conflicts);
    }

    private static YamlMap ScaleOf(RequestContext context, YamlMap live)
    {
        var metadata = YamlMap.Of(ScaleMetadata
            .Where(key => live.Find("metadata", key) is not null)
            .Select(key => KeyValuePair.Create(key, live.Find("metadata", key)!)));
        var selector = (live.Find("spec", "selector", "matchLabels") as YamlMap ?? YamlMap.Empty).Entries
            .OrderBy(label => label.Key, StringComparer.Ordinal)
            .Select(label => $"{label.Key}={label.Value}");
        return YamlMap.Empty
            .With("kind", new YamlString("Scale"))
            .With("apiVersion", new YamlString(ScaleVersion))
            .With("metadata", metadata)
            .WithPath(["spec", "replicas"], live.Find("spec", "replicas") ?? new YamlNumber(0))
            .WithPath(["status", "replicas"], live.Find("status", "replicas") ?? new YamlNumber(0))
            .WithPath(["status", "selector"], new YamlString(string.Join(',', selector)));
    }

    /// <summary>The kind's versions, with no field out of reach.</summary>
    private sealed class EveryField(IVersionConverter versions) : IVersionConverter
    {
        public YamlMap? Convert(YamlMap value, string apiVersion) => versions.Convert(value, apiVersion);

        public SchemaType TypeOf(string apiVersion) => versions.TypeOf(apiVersion);

        public FieldSet IgnoredFields(string subresource) => new();
    }
}
