using PackMan.Sandbox.Defaulting;
using PackMan.Yaml;
using static PackMan.Sandbox.Validation.ObjectValidation;

namespace PackMan.Sandbox.Validation;

/// <summary>CustomResourceDefinitions: names that agree, one storage version, a structural schema for each.</summary>
internal static class DefinitionValidation
{
    public static IEnumerable<FieldError> Of(YamlMap value)
    {
        var (group, plural) = (value.FindString("spec", "group") ?? "", value.FindString("spec", "names", "plural") ?? "");
        var errors = new List<FieldError>();
        if (value.FindString("metadata", "name") is { Length: > 0 } name && name != $"{plural}.{group}")
        {
            errors.Add(FieldError.Invalid("metadata.name", name, "must be spec.names.plural+\".\"+spec.group"));
        }

        errors.AddRange(Required(value.Find("spec", "group"), "spec.group"));
        if (group.Length > 0 && !group.Contains('.', StringComparison.Ordinal))
        {
            errors.Add(FieldError.Invalid("spec.group", group, "should be a domain with at least one dot"));
        }

        errors.AddRange(value.FindString("spec", "scope") is not { Length: > 0 } ? [FieldError.Required("spec.scope")] : OneOf(value.Find("spec", "scope"), "spec.scope", "Cluster", "Namespaced"));
        errors.AddRange(Required(value.Find("spec", "names", "plural"), "spec.names.plural"));
        errors.AddRange(Required(value.Find("spec", "names", "kind"), "spec.names.kind"));
        return errors.Concat(OfVersions(value));
    }

    private static IEnumerable<FieldError> OfVersions(YamlMap value)
    {
        var versions = value.ItemsAt("spec", "versions");
        var names = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < versions.Count; i++)
        {
            var name = versions[i].FindString("name") ?? "";
            foreach (var error in Names.Dns1035Errors(name))
            {
                yield return FieldError.Invalid($"spec.versions[{i}].name", name, error);
            }

            if (!names.Add(name))
            {
                yield return FieldError.Invalid("spec.versions", value.Find("spec", "versions"), "must contain unique version names");
            }

            if (versions[i].Find("schema", "openAPIV3Schema") is null)
            {
                yield return FieldError.Required($"spec.versions[{i}].schema.openAPIV3Schema", "schemas are required");
            }
            else if (versions[i].FindString("schema", "openAPIV3Schema", "type") is not "object")
            {
                yield return FieldError.Required($"spec.versions[{i}].schema.openAPIV3Schema.type", "must not be empty at the root");
            }
        }

        if (versions.Count(version => version.IsTrueAt("storage")) != 1)
        {
            yield return FieldError.Invalid("spec.versions", value.Find("spec", "versions"), "must have exactly one version marked as storage version");
        }
    }
}
