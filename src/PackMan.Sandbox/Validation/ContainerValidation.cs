using System.Buffers;
using System.Globalization;
using PackMan.Sandbox.Defaulting;
using PackMan.Yaml;
using static PackMan.Sandbox.Validation.ObjectValidation;

namespace PackMan.Sandbox.Validation;

/// <summary>Containers: names, images, ports, variables, mounts, resources, probes.</summary>
internal static class ContainerValidation
{
    private static readonly SearchValues<char> Digits = SearchValues.Create("+-.0123456789");
    private static readonly string[] Handlers = ["exec", "httpGet", "tcpSocket", "grpc"];

    /// <param name="names">Names used so far in the pod; grows.</param>
    public static IEnumerable<FieldError> OfAll(IReadOnlyList<YamlNode> containers, string field, IReadOnlySet<string> volumes, ISet<string> names) =>
        containers.SelectMany((container, index) => Of(container, $"{field}[{index}]", volumes, names));

    private static List<FieldError> Of(YamlNode container, string field, IReadOnlySet<string> volumes, ISet<string> names)
    {
        var name = container.FindString("name") ?? "";
        var errors = new List<FieldError>(Required(container.Find("name"), $"{field}.name"));
        errors.AddRange(name.Length == 0 ? [] : Names.LabelErrors(name).Select(error => FieldError.Invalid($"{field}.name", name, error)));
        if (name.Length > 0 && !names.Add(name))
        {
            errors.Add(FieldError.Duplicate($"{field}.name", new YamlString(name)));
        }

        errors.AddRange(OfImage(container, field));
        errors.AddRange(OfPorts(container, $"{field}.ports"));
        errors.AddRange(OfVariables(container, $"{field}.env"));
        errors.AddRange(OfMounts(container, $"{field}.volumeMounts", volumes));
        errors.AddRange(OneOf(container.Find("imagePullPolicy"), $"{field}.imagePullPolicy", "Always", "IfNotPresent", "Never"));
        errors.AddRange(OfResources(container, $"{field}.resources"));
        foreach (var probe in new[] { "livenessProbe", "readinessProbe", "startupProbe" })
        {
            errors.AddRange(OfProbe(container.Find(probe), $"{field}.{probe}"));
        }

        return errors;
    }

    private static IEnumerable<FieldError> OfImage(YamlNode container, string field) => container.FindString("image") switch
    {
        null or "" => [FieldError.Required($"{field}.image")],
        var image when image.Trim() != image => [FieldError.Invalid($"{field}.image", image, "must not have leading or trailing whitespace")],
        _ => [],
    };

    private static IEnumerable<FieldError> OfPorts(YamlNode container, string field)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (port, index) in container.ItemsAt("ports").Select((port, index) => (port, index)))
        {
            var path = $"{field}[{index}]";
            if (port.FindString("name") is { Length: > 0 } name)
            {
                foreach (var error in Ports.NameErrors(name))
                {
                    yield return FieldError.Invalid($"{path}.name", name, error);
                }

                if (!seen.Add(name))
                {
                    yield return FieldError.Duplicate($"{path}.name", new YamlString(name));
                }
            }

            foreach (var error in port.NumberAt("containerPort") is null or 0
                ? [FieldError.Required($"{path}.containerPort")]
                : Ports.RangeErrors(port.Find("containerPort"), $"{path}.containerPort"))
            {
                yield return error;
            }

            foreach (var error in OneOf(port.Find("protocol"), $"{path}.protocol", "SCTP", "TCP", "UDP"))
            {
                yield return error;
            }
        }
    }

    private static IEnumerable<FieldError> OfVariables(YamlNode container, string field)
    {
        foreach (var (variable, index) in container.ItemsAt("env").Select((variable, index) => (variable, index)))
        {
            var (path, name) = ($"{field}[{index}]", variable.FindString("name") ?? "");
            if (name.Length == 0)
            {
                yield return FieldError.Required($"{path}.name");
            }
            else if (name.Any(letter => letter is < ' ' or > '~' or '='))
            {
                yield return FieldError.Invalid($"{path}.name", name, "a valid environment variable name must consist only of printable ASCII characters other than '='");
            }

            if (variable.FindString("value") is { Length: > 0 } && variable.Find("valueFrom") is YamlMap { Count: > 0 })
            {
                yield return FieldError.Invalid($"{path}.valueFrom", "", "may not be specified when `value` is not empty");
            }
            else if (variable.Find("valueFrom") is YamlMap { Count: not 1 } source)
            {
                yield return FieldError.Invalid($"{path}.valueFrom", "", source.Count == 0
                    ? "must specify one of: `fieldRef`, `resourceFieldRef`, `configMapKeyRef`, `secretKeyRef`, or `fileKeyRef`"
                    : "may not have more than one field specified at a time");
            }
        }
    }

    private static IEnumerable<FieldError> OfMounts(YamlNode container, string field, IReadOnlySet<string> volumes)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (mount, index) in container.ItemsAt("volumeMounts").Select((mount, index) => (mount, index)))
        {
            var (path, name, place) = ($"{field}[{index}]", mount.FindString("name") ?? "", mount.FindString("mountPath") ?? "");
            if (name.Length == 0)
            {
                yield return FieldError.Required($"{path}.name");
            }

            if (!volumes.Contains(name))
            {
                yield return FieldError.NotFound($"{path}.name", name);
            }

            if (place.Length == 0)
            {
                yield return FieldError.Required($"{path}.mountPath");
            }
            else if (!seen.Add(place))
            {
                yield return FieldError.Invalid($"{path}.mountPath", place, "must be unique");
            }
        }
    }

    private static IEnumerable<FieldError> OfResources(YamlNode container, string field)
    {
        foreach (var kind in new[] { "limits", "requests" })
        {
            foreach (var (name, quantity) in (container.Find("resources", kind) as YamlMap)?.Entries ?? [])
            {
                if (Value(quantity) < 0)
                {
                    yield return FieldError.Invalid($"{field}.{kind}[{name}]", quantity, "must be greater than or equal to 0");
                }
            }
        }

        foreach (var (name, request) in (container.Find("resources", "requests") as YamlMap)?.Entries ?? [])
        {
            if (container.Find("resources", "limits", name) is { } limit && Value(request) > Value(limit))
            {
                yield return FieldError.Invalid($"{field}.requests", request, $"must be less than or equal to {name} limit of {(limit as YamlString)?.Value}");
            }
        }
    }

    /// <summary>A canonical quantity as a number, near enough to compare two of them.</summary>
    private static double Value(YamlNode quantity)
    {
        var text = (quantity as YamlString)?.Value ?? "0";
        var end = text.AsSpan().IndexOfAnyExcept(Digits);
        var number = double.Parse(end < 0 ? text : text[..end], CultureInfo.InvariantCulture);
        return number * (end < 0 ? 1 : text[end..] switch
        {
            "n" => 1e-9,
            "u" => 1e-6,
            "m" => 1e-3,
            "k" => 1e3,
            "M" => 1e6,
            "G" => 1e9,
            "T" => 1e12,
            "P" => 1e15,
            "E" => 1e18,
            "Ki" => 1024.0,
            "Mi" => Math.Pow(1024, 2),
            "Gi" => Math.Pow(1024, 3),
            "Ti" => Math.Pow(1024, 4),
            "Pi" => Math.Pow(1024, 5),
            _ => Math.Pow(1024, 6),
        });
    }

    private static List<FieldError> OfProbe(YamlNode? probe, string field)
    {
        if (probe is not YamlMap map)
        {
            return [];
        }

        var handlers = Handlers.Count(map.ContainsKey);
        var errors = new List<FieldError>();
        if (handlers == 0)
        {
            errors.Add(FieldError.Required(field, "must specify a handler type"));
        }

        foreach (var key in new[] { "initialDelaySeconds", "timeoutSeconds", "periodSeconds", "successThreshold", "failureThreshold" })
        {
            errors.AddRange(NonNegative(map.Find(key), $"{field}.{key}"));
        }

        return errors;
    }
}
