using PackMan.Templating.Functions;
using PackMan.Yaml;

namespace PackMan.Templating.Scope;

/// <summary>`capabilities`: the server's version and the APIs it serves.</summary>
internal static class CapabilitiesScope
{
    public static ObjectNode Build(Capabilities capabilities) => new("capabilities", new Dictionary<string, object?>(StringComparer.Ordinal)
    {
        ["kube_version"] = KubeVersion(capabilities.KubeVersion),
        ["api_versions"] = ApiVersions(capabilities),
    });

    private static ObjectNode KubeVersion(string version)
    {
        var parts = version.TrimStart('v').Split('.');
        return new ObjectNode("capabilities.kube_version", new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["version"] = version,
            ["major"] = parts[0],
            ["minor"] = parts.Length > 1 ? new string([.. parts[1].TakeWhile(char.IsAsciiDigit)]) : "",
        });
    }

    private static ObjectNode ApiVersions(Capabilities capabilities) => new("capabilities.api_versions", new Dictionary<string, object?>(StringComparer.Ordinal)
    {
        ["has"] = new TemplateFunction("has", ["name"], call => capabilities.ApiVersions.Contains(call.Text(0))),
        ["all"] = new ListNode(YamlList.Of(capabilities.ApiVersions.Select(name => new YamlString(name)))),
    });
}
