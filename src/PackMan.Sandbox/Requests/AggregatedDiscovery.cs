using PackMan.Sandbox.Http;
using PackMan.Sandbox.Kinds;
using PackMan.Yaml;
using static PackMan.Sandbox.Requests.Discovery;

namespace PackMan.Sandbox.Requests;

/// <summary>All kinds of all groups in one answer (KEP-3352), for clients that ask for it in `Accept`.</summary>
internal static class AggregatedDiscovery
{
    private const string MediaType = "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList";

    public static bool IsAsked(ApiRequest request) => request.Accept.Split(',').Any(choice =>
        choice.Contains("g=apidiscovery.k8s.io", StringComparison.Ordinal)
        && choice.Contains("as=APIGroupDiscoveryList", StringComparison.Ordinal)
        && choice.Split(';', StringSplitOptions.TrimEntries).Contains("v=v2"));

    public static ApiResponse Answer(IEnumerable<ServedGroup> groups) => ApiResponse.Json(200, Map(
        ("kind", Text("APIGroupDiscoveryList")),
        ("apiVersion", Text("apidiscovery.k8s.io/v2")),
        ("metadata", YamlMap.Empty),
        ("items", YamlList.Of(groups.Select(GroupOf)))), MediaType);

    private static YamlMap GroupOf(ServedGroup group) => Map(
        ("metadata", group.Name.Length == 0 ? YamlMap.Empty : Map(("name", Text(group.Name)))),
        ("versions", YamlList.Of(group.Versions.Select(version => Map(
            ("version", Text(version)),
            ("resources", YamlList.Of(group.Kinds
                .Where(kind => kind.FindVersion(version) is not null)
                .Select(kind => ResourceOf(kind, kind.FindVersion(version)!)))),
            ("freshness", Text("Current")))))));

    private static YamlMap ResourceOf(ResourceKind kind, KindVersion version)
    {
        var resource = Map(
            ("resource", Text(kind.Plural)),
            ("responseKind", ResponseKind(kind, version.Name, kind.Kind)),
            ("scope", Text(kind.IsNamespaced ? "Namespaced" : "Cluster")),
            ("singularResource", Text(kind.Singular)),
            ("verbs", Texts(kind.Verbs)));
        resource = kind.ShortNames.IsEmpty ? resource : resource.With("shortNames", Texts(kind.ShortNames));
        resource = kind.Categories.IsEmpty ? resource : resource.With("categories", Texts(kind.Categories));
        return version.Subresources.IsEmpty ? resource : resource.With("subresources", YamlList.Of(version.Subresources.Select(name => Map(
            ("subresource", Text(name)),
            ("responseKind", ResponseKind(kind, version.Name, SubresourceKind(kind, name))),
            ("verbs", Texts(SubresourceVerbs(name)))))));
    }

    private static YamlMap ResponseKind(ResourceKind kind, string version, string name) => name switch
    {
        "Scale" => Map(("group", Text("autoscaling")), ("version", Text("v1")), ("kind", Text(name))),
        "Eviction" => Map(("group", Text("policy")), ("version", Text("v1")), ("kind", Text(name))),
        "TokenRequest" => Map(("group", Text("authentication.k8s.io")), ("version", Text("v1")), ("kind", Text(name))),
        _ => Map(("group", Text(kind.Group)), ("version", Text(version)), ("kind", Text(name))),
    };
}
