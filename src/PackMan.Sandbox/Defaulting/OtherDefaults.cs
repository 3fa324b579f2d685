using System.Text;
using PackMan.Yaml;

namespace PackMan.Sandbox.Defaulting;

/// <summary>Defaults of kinds that need only a line or two.</summary>
internal static class OtherDefaults
{
    private const string RbacGroup = "rbac.authorization.k8s.io";

    /// <summary>`stringData` is write-only: it ends up in `data`.</summary>
    public static YamlMap OfSecret(YamlMap value)
    {
        foreach (var (key, text) in (value.Find("stringData") as YamlMap)?.Entries ?? [])
        {
            value = value.WithPath(["data", key], new YamlString(Convert.ToBase64String(Encoding.UTF8.GetBytes((text as YamlString)?.Value ?? ""))));
        }

        return value.Without("stringData").Default("Opaque", "type");
    }

    public static YamlMap OfNamespace(YamlMap value) => value.FindString("metadata", "name") is { Length: > 0 } name
        ? value.WithPath(["metadata", "labels", "kubernetes.io/metadata.name"], new YamlString(name))
        : value;

    public static YamlMap OfLimitRange(YamlMap value) => value.EditItems(
        limit =>
        {
            if (limit.FindString("type") != "Container")
            {
                return limit;
            }

            foreach (var (name, quantity) in (limit.Find("max") as YamlMap)?.Entries ?? [])
            {
                limit = limit.Default(quantity, "default", name);
            }

            foreach (var (name, quantity) in (limit.Find("default") as YamlMap)?.Entries ?? [])
            {
                limit = limit.Default(quantity, "defaultRequest", name);
            }

            foreach (var (name, quantity) in (limit.Find("min") as YamlMap)?.Entries ?? [])
            {
                limit = limit.Default(quantity, "defaultRequest", name);
            }

            return limit;
        },
        "spec",
        "limits");

    public static YamlMap OfNetworkPolicy(YamlMap value) => value.Edit(
        spec =>
        {
            spec = spec.EditItems(WithProtocols, "ingress").EditItems(WithProtocols, "egress");
            IEnumerable<string> types = spec.ItemsAt("egress").Count > 0 ? ["Ingress", "Egress"] : ["Ingress"];
            return spec.Default(YamlList.Of(types.Select(type => new YamlString(type))), "policyTypes");
        },
        "spec");

    public static YamlMap OfRoleBinding(YamlMap value) => value
        .Default(RbacGroup, "roleRef", "apiGroup")
        .EditItems(subject => subject.FindString("kind") is "User" or "Group" ? subject.Default(RbacGroup, "apiGroup") : subject, "subjects");

    public static YamlMap OfDefinition(YamlMap value) => value
        .Default("None", "spec", "conversion", "strategy")
        .Edit(
            names => names.FindString("kind") is { Length: > 0 } kind
                ? names.Default(kind.ToLowerInvariant(), "singular").Default(kind + "List", "listKind")
                : names,
            "spec",
            "names");

    private static YamlMap WithProtocols(YamlMap rule) => rule.EditItems(port => port.Default("TCP", "protocol"), "ports");
}
