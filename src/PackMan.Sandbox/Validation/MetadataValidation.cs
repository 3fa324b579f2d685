using PackMan.Sandbox.Defaulting;
using PackMan.Sandbox.Kinds;
using PackMan.Yaml;

namespace PackMan.Sandbox.Validation;

/// <summary>Names, labels, annotations, owners and finalizers of every object.</summary>
internal static class MetadataValidation
{
    private const int MaxAnnotationBytes = 256 * 1024;

    public static IEnumerable<FieldError> Of(ResourceKind kind, YamlMap value)
    {
        var metadata = value.Find("metadata") as YamlMap ?? YamlMap.Empty;
        var name = metadata.FindString("name") ?? "";
        var errors = new List<FieldError>();
        if (metadata.FindString("generateName") is { Length: > 0 } prefix)
        {
            // The prefix counts without its last dash, after which letters will follow.
            errors.AddRange(NameErrors(kind, prefix.EndsWith('-') ? prefix[..^1] + "a" : prefix).Select(error => FieldError.Invalid("metadata.generateName", prefix, error)));
        }

        errors.AddRange(name.Length == 0
            ? [FieldError.Required("metadata.name", "name or generateName is required")]
            : NameErrors(kind, name).Select(error => FieldError.Invalid("metadata.name", name, error)));
        return errors.Concat(OfMaps(metadata)).Concat(OfOwners(metadata)).Concat(OfFinalizers(metadata));
    }

    public static IEnumerable<FieldError> OfChange(ResourceKind kind, YamlMap live, YamlMap value)
    {
        var metadata = value.Find("metadata") as YamlMap ?? YamlMap.Empty;
        var errors = OfMaps(metadata).Concat(OfOwners(metadata)).Concat(OfFinalizers(metadata));
        if (live.Find("metadata", "deletionTimestamp") is null)
        {
            return errors;
        }

        var before = Texts(live.ItemsAt("metadata", "finalizers"));
        var added = Texts(value.ItemsAt("metadata", "finalizers")).Except(before, StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        return added.Count == 0 ? errors : errors.Append(FieldError.Forbidden(
            "metadata.finalizers",
            $"no new finalizers can be added if the object is being deleted, found new finalizers []string{{{string.Join(", ", added.Select(item => $"\"{item}\""))}}}"));
    }

    /// <summary>Labels at any place, such as those of pod templates.</summary>
    public static IEnumerable<FieldError> OfLabels(YamlNode? labels, string field)
    {
        foreach (var (key, value) in (labels as YamlMap)?.Entries ?? [])
        {
            foreach (var error in Names.QualifiedNameErrors(key))
            {
                yield return FieldError.Invalid(field, key, error);
            }

            foreach (var error in value is YamlString text ? Names.LabelValueErrors(text.Value) : [])
            {
                yield return FieldError.Invalid(field, value, error);
            }
        }
    }

    private static IEnumerable<string> NameErrors(ResourceKind kind, string name) => kind.Kind switch
    {
        _ when kind.IsCustom => Names.SubdomainErrors(name),
        "Service" => Names.Dns1035Errors(name),
        "Namespace" or "StatefulSet" => Names.LabelErrors(name),
        "Role" or "ClusterRole" or "RoleBinding" or "ClusterRoleBinding" => Names.PathSegmentErrors(name),
        "CronJob" when name.Length > 52 => ["must be no more than 52 characters"],
        _ => Names.SubdomainErrors(name),
    };

    private static IEnumerable<FieldError> OfMaps(YamlMap metadata)
    {
        foreach (var error in OfLabels(metadata.Find("labels"), "metadata.labels"))
        {
            yield return error;
        }

        var size = 0;
        foreach (var (key, value) in (metadata.Find("annotations") as YamlMap)?.Entries ?? [])
        {
            size += System.Text.Encoding.UTF8.GetByteCount(key) + System.Text.Encoding.UTF8.GetByteCount((value as YamlString)?.Value ?? "");
            foreach (var error in Names.QualifiedNameErrors(key.ToLowerInvariant()))
            {
                yield return FieldError.Invalid("metadata.annotations", key, error);
            }
        }

        if (size > MaxAnnotationBytes)
        {
            yield return FieldError.TooLong("metadata.annotations", $"may not be more than {MaxAnnotationBytes} bytes");
        }
    }

    private static IEnumerable<FieldError> OfOwners(YamlMap metadata)
    {
        var controllers = new List<string>();
        foreach (var owner in metadata.ItemsAt("ownerReferences"))
        {
            foreach (var (key, message) in new[] { ("apiVersion", "version must not be empty"), ("kind", "must not be empty"), ("name", "must not be empty"), ("uid", "must not be empty") })
            {
                if (owner.FindString(key) is not { Length: > 0 })
                {
                    yield return FieldError.Invalid($"metadata.ownerReferences.{key}", "", message);
                }
            }

            if (owner.IsTrueAt("controller"))
            {
                controllers.Add($"{owner.FindString("kind")}/{owner.FindString("name")}");
            }
        }

        if (controllers.Count > 1)
        {
            yield return FieldError.Invalid(
                "metadata.ownerReferences",
                metadata.Find("ownerReferences"),
                $"Only one reference can have Controller set to true. Found \"true\" in references for {controllers[0]} and {controllers[1]}");
        }
    }

    private static IEnumerable<FieldError> OfFinalizers(YamlMap metadata) => Texts(metadata.ItemsAt("finalizers"))
        .SelectMany(finalizer => Names.QualifiedNameErrors(finalizer).Select(error => FieldError.Invalid("metadata.finalizers", finalizer, error)));

    private static IEnumerable<string> Texts(IReadOnlyList<YamlNode> items) => items.OfType<YamlString>().Select(item => item.Value);
}
