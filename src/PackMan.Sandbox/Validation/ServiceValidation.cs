using PackMan.Sandbox.Defaulting;
using PackMan.Yaml;
using static PackMan.Sandbox.Validation.ObjectValidation;

namespace PackMan.Sandbox.Validation;

/// <summary>Services.</summary>
internal static class ServiceValidation
{
    public static IEnumerable<FieldError> Of(YamlMap value)
    {
        var spec = value.Find("spec") as YamlMap ?? YamlMap.Empty;
        var (type, address) = (spec.FindString("type"), spec.FindString("clusterIP"));
        var ports = spec.ItemsAt("ports");
        var errors = new List<FieldError>();
        if (ports.Count == 0 && address != "None" && type != "ExternalName")
        {
            errors.Add(FieldError.Required("spec.ports"));
        }

        if (type == "LoadBalancer" && address == "None")
        {
            errors.Add(FieldError.Invalid("spec.clusterIPs[0]", "None", "may not be set to 'None' for LoadBalancer services"));
        }

        if (type == "ExternalName" && spec.FindString("externalName") is not { Length: > 0 })
        {
            errors.Add(FieldError.Required("spec.externalName"));
        }

        errors.AddRange(OfPorts(ports));
        errors.AddRange(MetadataValidation.OfLabels(spec.Find("selector"), "spec.selector"));
        errors.AddRange(OneOf(spec.Find("sessionAffinity"), "spec.sessionAffinity", "ClientIP", "None"));
        errors.AddRange(OneOf(spec.Find("type"), "spec.type", "ClusterIP", "ExternalName", "LoadBalancer", "NodePort"));
        errors.AddRange(type == "ClusterIP"
            ? ports.Select((port, index) => (port, index)).Where(pair => pair.port.NumberAt("nodePort") is > 0).Select(pair => FieldError.Forbidden($"spec.ports[{pair.index}].nodePort", "may not be used when `type` is 'ClusterIP'"))
            : []);
        return errors;
    }

    private static IEnumerable<FieldError> OfPorts(IReadOnlyList<YamlNode> ports)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        var numbers = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < ports.Count; i++)
        {
            var (port, path, name) = (ports[i], $"spec.ports[{i}]", ports[i].FindString("name") ?? "");
            if (name.Length == 0 && ports.Count > 1)
            {
                yield return FieldError.Required($"{path}.name");
            }

            foreach (var error in name.Length == 0 ? [] : Names.LabelErrors(name))
            {
                yield return FieldError.Invalid($"{path}.name", name, error);
            }

            if (name.Length > 0 && !names.Add(name))
            {
                yield return FieldError.Duplicate($"{path}.name", new YamlString(name));
            }

            var protocols = OneOf(port.Find("protocol"), $"{path}.protocol", "SCTP", "TCP", "UDP");
            foreach (var error in Ports.RangeErrors(port.Find("port"), $"{path}.port").Concat(protocols).Concat(Ports.TargetErrors(port.Find("targetPort"), $"{path}.targetPort")))
            {
                yield return error;
            }

            if (port.NumberAt("nodePort") is { } node and not 0 and (< 30000 or > 32767))
            {
                yield return FieldError.Invalid($"{path}.nodePort", new YamlNumber(node), "provided port is not in the valid range. The range of valid ports is 30000-32767");
            }

            if (!numbers.Add($"{port.FindString("protocol")}/{port.NumberAt("port")}"))
            {
                yield return FieldError.Duplicate(path, port);
            }
        }
    }
}
