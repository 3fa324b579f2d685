using PackMan.Sandbox.Http;
using PackMan.Yaml;

namespace PackMan.Sandbox.Requests;

/// <summary>Requests on a subresource that are no plain reads or writes of the object.</summary>
internal static class Subresources
{
    /// <summary>Null for `status`, which the ordinary verbs handle.</summary>
    public static ApiResponse? TryAnswer(RequestContext context) => context.Subresource switch
    {
        "status" => null,
        "scale" => ScaleRequest.Answer(context),
        "log" when context.Request.Method == HttpMethod.Get => PodLog.Answer(context),
        "eviction" when context.Request.Method == HttpMethod.Post => Evict(context),
        _ => throw StatusException.MethodNotAllowed(),
    };

    private static ApiResponse Evict(RequestContext context)
    {
        var live = context.FindLive() ?? throw StatusException.NotFound(context.Kind, context.Name);
        if (!context.IsDryRun)
        {
            context.Store.Remove(context.Kind, live);
            ObjectWriter.Settle(context);
        }

        return ApiResponse.Json(201, YamlMap.Of(
            KeyValuePair.Create<string, YamlNode>("kind", new YamlString("Status")),
            KeyValuePair.Create<string, YamlNode>("apiVersion", new YamlString("v1")),
            KeyValuePair.Create<string, YamlNode>("metadata", YamlMap.Empty),
            KeyValuePair.Create<string, YamlNode>("status", new YamlString("Success")),
            KeyValuePair.Create<string, YamlNode>("code", new YamlNumber(201))));
    }
}
