using PackMan.Yaml;

namespace PackMan.Sandbox.Defaulting;

/// <summary>Defaults of Services and what stands behind them.</summary>
internal static class ServiceDefaults
{
    public static YamlMap OfService(YamlMap value) => value.Edit(OfSpec, "spec");

    public static YamlMap OfEndpointSlice(YamlMap value) =>
        value.EditItems(port => port.Default("", "name").Default("TCP", "protocol"), "ports");

    private static YamlMap OfSpec(YamlMap spec)
    {
        spec = spec.Default("None", "sessionAffinity").Default("ClusterIP", "type");
        if (spec.FindString("sessionAffinity") == "ClientIP")
        {
            spec = spec.Default(10800, "sessionAffinityConfig", "clientIP", "timeoutSeconds");
        }

        spec = spec.EditItems(OfPort, "ports");
        var type = spec.FindString("type");
        if (type is "NodePort" or "LoadBalancer")
        {
            spec = spec.Default("Cluster", "externalTrafficPolicy");
        }

        if (type is "NodePort" or "LoadBalancer" or "ClusterIP")
        {
            spec = spec.Default("Cluster", "internalTrafficPolicy");
        }

        return type == "LoadBalancer" ? spec.Default(true, "allocateLoadBalancerNodePorts") : spec;
    }

    private static YamlMap OfPort(YamlMap port)
    {
        port = port.Default("TCP", "protocol");
        var target = port.Find("targetPort");
        return target is null or YamlNumber { Json: "0" } or YamlString { Value: "" } && port.Find("port") is { } number
            ? port.With("targetPort", port.Find("port")!)
            : port;
    }
}
