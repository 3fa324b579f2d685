using System.Globalization;
using PackMan.Sandbox.Defaulting;
using PackMan.Sandbox.Kinds;
using PackMan.Sandbox.Storage;
using PackMan.Yaml;

namespace PackMan.Sandbox.Admission;

/// <summary>Cluster IPs and node ports of Services.</summary>
internal static class Allocation
{
    private const int FirstNodePort = 30000;
    private const int LastNodePort = 32767;
    private static readonly ResourceKind Services = BuiltInKinds.Get("", "Service");

    /// <param name="live">The Service before; null when it is made.</param>
    public static YamlMap Allocate(StoreSession store, ResourceKind kind, YamlMap value, YamlMap? live)
    {
        if (!ReferenceEquals(kind, Services) && !kind.Is("", "Service"))
        {
            return value;
        }

        return value.Edit(spec => spec.FindString("type") == "ExternalName" ? WithoutAddress(spec) : AllocateSpec(store, spec, live?.Find("spec") as YamlMap), "spec");
    }

    private static YamlMap WithoutAddress(YamlMap spec) => spec.Without("clusterIP").Without("clusterIPs").Without("ipFamilies").Without("ipFamilyPolicy");

    private static YamlMap AllocateSpec(StoreSession store, YamlMap spec, YamlMap? live)
    {
        if (spec.FindString("clusterIP") is not { Length: > 0 } address)
        {
            address = live?.FindString("clusterIP") is { Length: > 0 } kept ? kept : FreeAddress(store);
            spec = spec.With("clusterIP", new YamlString(address));
        }

        spec = spec
            .Default(YamlList.Of(new YamlString(address)), "clusterIPs")
            .Default(YamlList.Of(new YamlString(address.Contains(':', StringComparison.Ordinal) ? "IPv6" : "IPv4")), "ipFamilies")
            .Default("SingleStack", "ipFamilyPolicy");
        var needsNodePorts = spec.FindString("type") == "NodePort"
            || (spec.FindString("type") == "LoadBalancer" && spec.Find("allocateLoadBalancerNodePorts") is not YamlBoolean { Value: false });
        return needsNodePorts ? WithNodePorts(store, spec, live) : spec;
    }

    private static YamlMap WithNodePorts(StoreSession store, YamlMap spec, YamlMap? live)
    {
        var used = Ports(store.List(Services)).ToHashSet();
        return spec.EditItems(
            port =>
            {
                if (port.NumberAt("nodePort") is > 0)
                {
                    return port;
                }

                var before = live?.ItemsAt("ports").FirstOrDefault(old =>
                    YamlNode.DeepEquals(old.Find("port"), port.Find("port")) && YamlNode.DeepEquals(old.Find("protocol"), port.Find("protocol")));
                var number = before?.NumberAt("nodePort") is { } kept and > 0
                    ? kept
                    : Enumerable.Range(FirstNodePort, LastNodePort - FirstNodePort + 1).First(candidate => used.Add(candidate));
                return port.With("nodePort", new YamlNumber(number));
            },
            "ports");
    }

    private static IEnumerable<long> Ports(IEnumerable<YamlMap> services) =>
        services.SelectMany(service => service.ItemsAt("spec", "ports")).Select(port => port.NumberAt("nodePort") ?? 0);

    private static string FreeAddress(StoreSession store)
    {
        var used = store.List(Services).Select(service => service.FindString("spec", "clusterIP") ?? "").ToHashSet(StringComparer.Ordinal);
        return Enumerable.Range(2, 65000)
            .Select(number => string.Create(CultureInfo.InvariantCulture, $"10.96.{number / 256}.{number % 256}"))
            .First(address => !used.Contains(address));
    }
}
