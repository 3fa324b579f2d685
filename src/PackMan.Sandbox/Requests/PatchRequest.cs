using PackMan.Sandbox.Http;
using PackMan.Sandbox.Patching;
using PackMan.Yaml;

namespace PackMan.Sandbox.Requests;

/// <summary>PATCH in its four kinds.</summary>
internal static class PatchRequest
{
    public static ApiResponse Answer(RequestContext context) => context.Request.ContentType switch
    {
        "application/apply-patch+yaml" => ApplyRequest.Answer(context),
        "application/merge-patch+json" => Patch(context, live => MergePatch.Apply(live, ReadMap(context))),
        "application/json-patch+json" => Patch(context, live => JsonPatch.Apply(live, RequestBody.Parse(context.Request.Body).Value)),
        "application/strategic-merge-patch+json" when !context.Kind.IsCustom =>
            Patch(context, live => StrategicMergePatch.Apply(live, ReadMap(context), context.Version.Type)),
        _ => throw Unsupported(context),
    };

    private static ApiResponse Patch(RequestContext context, Func<YamlMap, YamlNode> change)
    {
        var live = context.FindLive() ?? throw StatusException.NotFound(context.Kind, context.Name);
        if (change(live) is not YamlMap patched)
        {
            throw StatusException.BadRequest("the patch leaves no object");
        }

        var value = ObjectDecoder.Decode(context, patched, []);
        ObjectMetadata.CheckIdentity(context, value);
        value = ObjectMetadata.InNamespace(context, value);
        return Representation.Of(context, 200, UpdateRequest.Replace(context, live, value));
    }

    private static YamlMap ReadMap(RequestContext context) => RequestBody.Parse(context.Request.Body).Value as YamlMap
        ?? throw StatusException.BadRequest("error decoding patch: json: cannot unmarshal value into Go value of type map[string]interface {}");

    private static StatusException Unsupported(RequestContext context)
    {
        var supported = context.Kind.IsCustom
            ? "application/json-patch+json, application/merge-patch+json, application/apply-patch+yaml"
            : "application/json-patch+json, application/merge-patch+json, application/strategic-merge-patch+json, application/apply-patch+yaml";
        return new StatusException(415, "UnsupportedMediaType", $"the body of the request was in an unknown format - accepted media types include: {supported}");
    }
}
