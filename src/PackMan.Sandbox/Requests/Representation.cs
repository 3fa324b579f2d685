using PackMan.Sandbox.Http;
using PackMan.Yaml;

namespace PackMan.Sandbox.Requests;

/// <summary>The form of an answer that the `Accept` header asks for: whole objects, or their metadata only.</summary>
internal static class Representation
{
    private const string MetaVersion = "meta.k8s.io/v1";

    public static ApiResponse Of(RequestContext context, int code, YamlMap value) =>
        ApiResponse.Json(code, Shape(context, value));

    public static YamlMap Shape(RequestContext context, YamlMap value) => IsMetadataOnly(context, "PartialObjectMetadata") || IsMetadataOnly(context, "PartialObjectMetadataList")
        ? MetadataOf(value)
        : value;

    public static YamlMap List(RequestContext context, IEnumerable<YamlMap> items, YamlMap metadata)
    {
        var isPartial = IsMetadataOnly(context, "PartialObjectMetadataList");
        var list = items.Select(item => isPartial ? MetadataOf(item) : context.Kind.IsCustom ? item : item.Without("apiVersion").Without("kind"));
        return YamlMap.Of(
            KeyValuePair.Create<string, YamlNode>("kind", new YamlString(isPartial ? "PartialObjectMetadataList" : context.Kind.ListKind)),
            KeyValuePair.Create<string, YamlNode>("apiVersion", new YamlString(isPartial ? MetaVersion : context.ApiVersion)),
            KeyValuePair.Create<string, YamlNode>("metadata", metadata),
            KeyValuePair.Create<string, YamlNode>("items", YamlList.Of(list)));
    }

    private static YamlMap MetadataOf(YamlMap value) => YamlMap.Of(
        KeyValuePair.Create<string, YamlNode>("kind", new YamlString("PartialObjectMetadata")),
        KeyValuePair.Create<string, YamlNode>("apiVersion", new YamlString(MetaVersion)),
        KeyValuePair.Create("metadata", value.Find("metadata") ?? YamlMap.Empty));

    /// <summary>Whether the first form the client accepts, of those we know, is the metadata one.</summary>
    private static bool IsMetadataOnly(RequestContext context, string form)
    {
        foreach (var choice in context.Request.Accept.Split(','))
        {
            var words = choice.Split(';', StringSplitOptions.TrimEntries);
            if (words[0] is not ("application/json" or "*/*" or "application/*"))
            {
                continue;
            }

            var target = words.FirstOrDefault(word => word.StartsWith("as=", StringComparison.Ordinal));
            if (target is null)
            {
                return false;
            }

            if (target[3..] == form && words.Contains("g=meta.k8s.io") && words.Contains("v=v1"))
            {
                return true;
            }
        }

        return false;
    }
}
