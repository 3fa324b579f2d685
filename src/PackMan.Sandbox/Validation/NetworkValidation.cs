using PackMan.Sandbox.Defaulting;
using PackMan.Yaml;
using static PackMan.Sandbox.Validation.ObjectValidation;

namespace PackMan.Sandbox.Validation;

/// <summary>Ingresses and network policies.</summary>
internal static class NetworkValidation
{
    private static readonly string[] Directions = ["ingress", "egress"];

    public static IEnumerable<FieldError> OfIngress(YamlMap value)
    {
        var rules = value.ItemsAt("spec", "rules");
        var fallback = value.Find("spec", "defaultBackend");
        var errors = new List<FieldError>();
        if (rules.Count == 0 && fallback is null)
        {
            errors.Add(FieldError.Invalid("spec", value.Find("spec", "rules"), "either `defaultBackend` or `rules` must be specified"));
        }

        errors.AddRange(fallback is null ? [] : OfBackend(fallback, "spec.defaultBackend"));
        return errors.Concat(rules.SelectMany((rule, index) => OfRule(rule, $"spec.rules[{index}]")));
    }

    public static IEnumerable<FieldError> OfPolicy(YamlMap value) => Directions.SelectMany(direction =>
        value.ItemsAt("spec", direction).SelectMany((rule, index) => rule.ItemsAt("ports").SelectMany((port, number) =>
            Ports.TargetErrors(port.Find("port"), $"spec.{direction}[{index}].ports[{number}].port")
                .Concat(OneOf(port.Find("protocol"), $"spec.{direction}[{index}].ports[{number}].protocol", "SCTP", "TCP", "UDP")))));

    private static IEnumerable<FieldError> OfRule(YamlNode rule, string field)
    {
        var errors = new List<FieldError>();
        if (rule.FindString("host") is { Length: > 0 } host)
        {
            var name = host.StartsWith("*.", StringComparison.Ordinal) ? host[2..] : host;
            errors.AddRange(Names.SubdomainErrors(name).Select(error => FieldError.Invalid($"{field}.host", host, error)));
        }

        var paths = rule.ItemsAt("http", "paths");
        if (rule.Find("http") is not null && paths.Count == 0)
        {
            errors.Add(FieldError.Required($"{field}.http.paths"));
        }

        return errors.Concat(paths.SelectMany((path, index) => OfPath(path, $"{field}.http.paths[{index}]")));
    }

    private static IEnumerable<FieldError> OfPath(YamlNode path, string field)
    {
        if (path.FindString("pathType") is not { } type)
        {
            return [FieldError.Required($"{field}.pathType", "pathType must be specified")];
        }

        var errors = new List<FieldError>(OneOf(path.Find("pathType"), $"{field}.pathType", "Exact", "ImplementationSpecific", "Prefix"));
        if (type is "Exact" or "Prefix" && path.FindString("path")?.StartsWith('/') != true)
        {
            errors.Add(FieldError.Invalid($"{field}.path", path.FindString("path") ?? "", "must be an absolute path"));
        }

        return errors.Concat(OfBackend(path.Find("backend") ?? YamlMap.Empty, $"{field}.backend"));
    }

    private static List<FieldError> OfBackend(YamlNode backend, string field)
    {
        if (backend.Find("resource") is not null)
        {
            return backend.Find("service") is null ? [] : [FieldError.Invalid(field, "", "cannot set both resource and service backends")];
        }

        if (backend.Find("service") is not { } service)
        {
            return [FieldError.Invalid(field, "", "either service or resource backend must be specified")];
        }

        var name = service.FindString("name") ?? "";
        var errors = new List<FieldError>(name.Length == 0
            ? [FieldError.Required($"{field}.service.name")]
            : Names.Dns1035Errors(name).Select(error => FieldError.Invalid($"{field}.service.name", name, error)));
        if (service.FindString("port", "name") is not { Length: > 0 } && service.NumberAt("port", "number") is null or 0)
        {
            errors.Add(FieldError.Required(field, "port name or number is required"));
        }

        return errors;
    }
}
