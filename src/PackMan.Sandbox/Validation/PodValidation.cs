using PackMan.Sandbox.Defaulting;
using PackMan.Yaml;
using static PackMan.Sandbox.Validation.ObjectValidation;

namespace PackMan.Sandbox.Validation;

/// <summary>Pods and pod templates.</summary>
internal static class PodValidation
{
    public static IEnumerable<FieldError> OfTemplate(YamlNode? template, string field, params string[] restartPolicies)
    {
        var metadata = MetadataValidation.OfLabels(template?.Find("metadata", "labels"), $"{field}.metadata.labels");
        return metadata.Concat(OfSpec(template?.Find("spec") as YamlMap ?? YamlMap.Empty, $"{field}.spec", restartPolicies));
    }

    public static IEnumerable<FieldError> OfSpec(YamlMap spec, string field, params string[] restartPolicies)
    {
        var errors = new List<FieldError>(OfVolumes(spec, $"{field}.volumes"));
        var volumes = spec.ItemsAt("volumes").Select(volume => volume.FindString("name") ?? "").ToHashSet(StringComparer.Ordinal);
        if (spec.ItemsAt("containers").Count == 0)
        {
            errors.Add(FieldError.Required($"{field}.containers"));
        }

        var names = new HashSet<string>(StringComparer.Ordinal);
        errors.AddRange(ContainerValidation.OfAll(spec.ItemsAt("containers"), $"{field}.containers", volumes, names));
        errors.AddRange(ContainerValidation.OfAll(spec.ItemsAt("initContainers"), $"{field}.initContainers", volumes, names));
        errors.AddRange(OneOf(spec.Find("restartPolicy"), $"{field}.restartPolicy", restartPolicies));
        errors.AddRange(OneOf(spec.Find("dnsPolicy"), $"{field}.dnsPolicy", "ClusterFirst", "ClusterFirstWithHostNet", "Default", "None"));
        errors.AddRange(NonNegative(spec.Find("terminationGracePeriodSeconds"), $"{field}.terminationGracePeriodSeconds"));
        if (spec.FindString("serviceAccountName") is { Length: > 0 } account)
        {
            errors.AddRange(Names.SubdomainErrors(account).Select(error => FieldError.Invalid($"{field}.serviceAccountName", account, error)));
        }

        return errors;
    }

    private static IEnumerable<FieldError> OfVolumes(YamlMap spec, string field)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (volume, index) in spec.ItemsAt("volumes").Select((volume, index) => (volume, index)))
        {
            var (path, name) = ($"{field}[{index}]", volume.FindString("name") ?? "");
            foreach (var source in ((YamlMap)volume).Keys.Where(key => key != "name").Skip(1))
            {
                yield return FieldError.Forbidden($"{path}.{source}", "may not specify more than 1 volume type");
            }

            if (name.Length == 0)
            {
                yield return FieldError.Required($"{path}.name");
            }

            foreach (var error in name.Length == 0 ? [] : Names.LabelErrors(name))
            {
                yield return FieldError.Invalid($"{path}.name", name, error);
            }

            if (name.Length > 0 && !seen.Add(name))
            {
                yield return FieldError.Duplicate($"{path}.name", new YamlString(name));
            }

            if (volume.Find("secret") is { } secret && secret.FindString("secretName") is not { Length: > 0 })
            {
                yield return FieldError.Required($"{path}.secret.secretName");
            }

            if (volume.Find("persistentVolumeClaim") is { } claim && claim.FindString("claimName") is not { Length: > 0 })
            {
                yield return FieldError.Required($"{path}.persistentVolumeClaim.claimName");
            }
        }
    }
}
