using System.Globalization;
using PackMan.Sandbox.Defaulting;
using PackMan.Sandbox.Kinds;
using PackMan.Yaml;

namespace PackMan.Sandbox.Controllers;

/// <summary>Services: a load balancer gets an address (of the range for documentation, RFC 5737).</summary>
internal sealed class ServiceController : IController
{
    private static readonly ResourceKind Services = BuiltInKinds.Get("", "Service");

    public void Reconcile(Workbench bench, YamlMap value)
    {
        if (PodTemplates.IsTerminating(value))
        {
            return;
        }

        var isBalanced = value.FindString("spec", "type") == "LoadBalancer";
        var hasAddress = value.ItemsAt("status", "loadBalancer", "ingress").Count > 0;
        if (isBalanced == hasAddress)
        {
            return;
        }

        var status = value.Find("status") as YamlMap ?? YamlMap.Empty;
        bench.SetStatus(Services, value, status.With("loadBalancer", isBalanced ? AddressOf(value) : YamlMap.Empty));
    }

    private static YamlMap AddressOf(YamlMap service)
    {
        var last = service.FindString("spec", "clusterIP")?.Split('.')[^1];
        var number = int.TryParse(last, NumberStyles.None, CultureInfo.InvariantCulture, out var part) ? part : 1;
        var ingress = YamlMap.Empty
            .With("ip", new YamlString(string.Create(CultureInfo.InvariantCulture, $"203.0.113.{number}")))
            .With("ipMode", new YamlString("VIP"));
        return YamlMap.Empty.With("ingress", YamlList.Of(ingress));
    }
}
