using System.Collections.Immutable;
using PackMan.KindSchemas;
using PackMan.Yaml;

namespace PackMan.Sandbox.Kinds;

/// <summary>The kind that a CustomResourceDefinition defines.</summary>
internal static class CustomKind
{
    private static readonly ImmutableArray<string> Verbs =
        ["delete", "deletecollection", "get", "list", "patch", "create", "update", "watch"];

    private static readonly string[] KnownSubresources = ["status", "scale"];

    public static ResourceKind Of(YamlMap definition)
    {
        var names = definition.Find("spec", "names");
        var versions = Items(definition.Find("spec", "versions")).ToList();
        return new ResourceKind
        {
            Group = definition.FindString("spec", "group") ?? "",
            Kind = names?.FindString("kind") ?? "",
            ListKind = names?.FindString("listKind") ?? "",
            Plural = names?.FindString("plural") ?? "",
            Singular = names?.FindString("singular") ?? "",
            IsNamespaced = definition.FindString("spec", "scope") == "Namespaced",
            ShortNames = Strings(names?.Find("shortNames")),
            Categories = Strings(names?.Find("categories")),
            Verbs = Verbs,
            IsCustom = true,
            StorageVersion = versions.FirstOrDefault(version => IsTrue(version, "storage"))?.FindString("name") ?? "",
            Versions = [.. versions.Where(version => IsTrue(version, "served")).Select(VersionOf)
                .OrderByDescending(version => VersionPriority.Of(version.Name)).ThenByDescending(version => version.Name, StringComparer.Ordinal)],
        };
    }

    private static KindVersion VersionOf(YamlNode version)
    {
        var openApi = version.Find("schema", "openAPIV3Schema") as YamlMap;
        return new KindVersion
        {
            Name = version.FindString("name") ?? "",
            OpenApi = openApi,
            Type = OpenApiTypes.RootOf(openApi),
            Subresources = [.. KnownSubresources.Where(name => version.Find("subresources", name) is YamlMap)],
        };
    }

    private static bool IsTrue(YamlNode version, string key) => version.Find(key) is YamlBoolean { Value: true };

    private static ImmutableArray<YamlNode> Items(YamlNode? list) => list is YamlList items ? items.Items : [];

    private static ImmutableArray<string> Strings(YamlNode? list) => [.. Items(list).OfType<YamlString>().Select(item => item.Value)];
}
