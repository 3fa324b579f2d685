using System.Collections.Immutable;
using PackMan.Sandbox.Http;
using PackMan.Sandbox.Kinds;
using PackMan.Yaml;

namespace PackMan.Sandbox.Requests;

/// <summary>What is served: `/version`, `/api`, `/apis` and below, in the old form and the aggregated one.</summary>
internal static class Discovery
{
    public const string GitVersion = "v1.36.0+sandbox";

    public static YamlMap Version() => Map(
        ("major", Text("1")),
        ("minor", Text("36")),
        ("gitVersion", Text(GitVersion)),
        ("gitCommit", Text("0000000000000000000000000000000000000000")),
        ("gitTreeState", Text("clean")),
        ("buildDate", Text("2026-04-22T00:00:00Z")),
        ("goVersion", Text("none")),
        ("compiler", Text("none")),
        ("platform", Text("sandbox/packman")));

    public static ApiResponse? TryAnswer(ApiRequest request, KindRegistry registry)
    {
        var segments = request.Path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        if (segments is not (["api" or "apis", ..] and { Length: <= 3 }) || request.Method != HttpMethod.Get)
        {
            return null;
        }

        var isAggregated = AggregatedDiscovery.IsAsked(request);
        return segments switch
        {
            ["api"] when isAggregated => AggregatedDiscovery.Answer(Groups(registry).Where(group => group.Name.Length == 0)),
            ["apis"] when isAggregated => AggregatedDiscovery.Answer(Groups(registry).Where(group => group.Name.Length > 0)),
            ["api"] => ApiResponse.Json(200, CoreVersions()),
            ["apis"] => ApiResponse.Json(200, GroupList(registry)),
            ["api", var version] => Resources(registry, "", version),
            ["apis", var group] => Group(registry, group),
            ["apis", var group, var version] => Resources(registry, group, version),
            _ => null,
        };
    }

    /// <summary>Groups with the versions of their kinds, the preferred one first.</summary>
    public static IEnumerable<ServedGroup> Groups(KindRegistry registry) => registry.All
        .GroupBy(kind => kind.Group, StringComparer.Ordinal)
        .Select(group => new ServedGroup(group.Key, [.. group
            .SelectMany(kind => kind.Versions.Select(version => version.Name))
            .Distinct(StringComparer.Ordinal)
            .OrderByDescending(VersionPriority.Of)], [.. group]));

    private static YamlMap CoreVersions() => Map(
        ("kind", Text("APIVersions")),
        ("versions", YamlList.Of(Text("v1"))),
        ("serverAddressByClientCIDRs", YamlList.Of(Map(("clientCIDR", Text("0.0.0.0/0")), ("serverAddress", Text("sandbox"))))));

    private static YamlMap GroupList(KindRegistry registry) => Map(
        ("kind", Text("APIGroupList")),
        ("apiVersion", Text("v1")),
        ("groups", YamlList.Of(Groups(registry).Where(group => group.Name.Length > 0).Select(GroupOf))));

    private static ApiResponse Group(KindRegistry registry, string name) =>
        Groups(registry).FirstOrDefault(group => group.Name == name) is { } group
            ? ApiResponse.Json(200, YamlMap.Of([KeyValuePair.Create<string, YamlNode>("kind", Text("APIGroup")), KeyValuePair.Create<string, YamlNode>("apiVersion", Text("v1")), .. GroupOf(group)]))
            : ApiResponse.NoSuchPath();

    private static YamlMap GroupOf(ServedGroup group)
    {
        var versions = group.Versions.Select(version => Map(("groupVersion", Text($"{group.Name}/{version}")), ("version", Text(version)))).ToList();
        return Map(("name", Text(group.Name)), ("versions", YamlList.Of(versions)), ("preferredVersion", versions[0]));
    }

    private static ApiResponse Resources(KindRegistry registry, string group, string version)
    {
        var kinds = registry.All.Where(kind => kind.Group == group && kind.FindVersion(version) is not null).ToList();
        if (kinds.Count == 0)
        {
            return ApiResponse.NoSuchPath();
        }

        return ApiResponse.Json(200, Map(
            ("kind", Text("APIResourceList")),
            ("apiVersion", Text("v1")),
            ("groupVersion", Text(group.Length == 0 ? version : $"{group}/{version}")),
            ("resources", YamlList.Of(kinds.SelectMany(kind => ResourcesOf(kind, kind.FindVersion(version)!))))));
    }

    private static IEnumerable<YamlMap> ResourcesOf(ResourceKind kind, KindVersion version)
    {
        var resource = Map(
            ("name", Text(kind.Plural)),
            ("singularName", Text(kind.Singular)),
            ("namespaced", new YamlBoolean(kind.IsNamespaced)),
            ("kind", Text(kind.Kind)),
            ("verbs", Texts(kind.Verbs)));
        resource = kind.ShortNames.IsEmpty ? resource : resource.With("shortNames", Texts(kind.ShortNames));
        resource = kind.Categories.IsEmpty ? resource : resource.With("categories", Texts(kind.Categories));
        return version.Subresources.Select(name => Map(
            ("name", Text($"{kind.Plural}/{name}")),
            ("singularName", Text("")),
            ("namespaced", new YamlBoolean(kind.IsNamespaced)),
            ("kind", Text(SubresourceKind(kind, name))),
            ("verbs", Texts(SubresourceVerbs(name))))).Prepend(resource);
    }

    public static string SubresourceKind(ResourceKind kind, string name) => name switch
    {
        "scale" => "Scale",
        "eviction" => "Eviction",
        "binding" => "Binding",
        "token" => "TokenRequest",
        _ => kind.Kind,
    };

    public static ImmutableArray<string> SubresourceVerbs(string name) => name switch
    {
        "log" => ["get"],
        "eviction" or "binding" or "token" => ["create"],
        "finalize" => ["update"],
        _ => ["get", "patch", "update"],
    };

    public static YamlString Text(string value) => new(value);

    public static YamlList Texts(IEnumerable<string> values) => YamlList.Of(values.Select(value => new YamlString(value)));

    public static YamlMap Map(params IEnumerable<(string Key, YamlNode Value)> entries) =>
        YamlMap.Of(entries.Select(entry => KeyValuePair.Create(entry.Key, entry.Value)));
}

/// <summary>An API group with its served versions and kinds.</summary>
internal sealed record ServedGroup(string Name, ImmutableArray<string> Versions, ImmutableArray<ResourceKind> Kinds);
