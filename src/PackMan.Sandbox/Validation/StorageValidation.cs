using PackMan.Sandbox.Defaulting;
using PackMan.Yaml;
using static PackMan.Sandbox.Validation.ObjectValidation;

namespace PackMan.Sandbox.Validation;

/// <summary>Claims and storage classes.</summary>
internal static class StorageValidation
{
    private static readonly string[] AccessModes = ["ReadOnlyMany", "ReadWriteMany", "ReadWriteOnce", "ReadWriteOncePod"];

    public static IEnumerable<FieldError> OfClaimSpec(YamlNode? spec, string field)
    {
        var modes = spec?.ItemsAt("accessModes") ?? [];
        var errors = new List<FieldError>();
        if (modes.Count == 0)
        {
            errors.Add(FieldError.Required($"{field}.accessModes", "at least 1 access mode is required"));
        }

        errors.AddRange(modes.SelectMany(mode => OneOf(mode, $"{field}.accessModes", AccessModes)));
        switch (spec?.FindString("resources", "requests", "storage"))
        {
            case null:
                errors.Add(FieldError.Required($"{field}.resources[storage]"));
                break;
            case var size when size.StartsWith('-') || size == "0":
                errors.Add(FieldError.Invalid($"{field}.resources[storage]", size, "must be greater than zero"));
                break;
            default:
                break;
        }

        return errors.Concat(OneOf(spec?.Find("volumeMode"), $"{field}.volumeMode", "Block", "Filesystem"));
    }

    public static IEnumerable<FieldError> OfClass(YamlMap value) => Required(value.Find("provisioner"), "provisioner")
        .Concat(OneOf(value.Find("reclaimPolicy"), "reclaimPolicy", "Delete", "Retain"))
        .Concat(OneOf(value.Find("volumeBindingMode"), "volumeBindingMode", "Immediate", "WaitForFirstConsumer"));
}
