using PackMan.Sandbox.Defaulting;
using PackMan.Yaml;
using static PackMan.Sandbox.Validation.ObjectValidation;

namespace PackMan.Sandbox.Validation;

/// <summary>Roles and their bindings.</summary>
internal static class AccessValidation
{
    public static IEnumerable<FieldError> OfRules(YamlMap value, bool allowsUrls) =>
        value.ItemsAt("rules").SelectMany((rule, index) => OfRule(rule, $"rules[{index}]", allowsUrls));

    public static IEnumerable<FieldError> OfBinding(YamlMap value)
    {
        var isCluster = value.FindString("kind") == "ClusterRoleBinding";
        var kinds = isCluster ? new[] { "ClusterRole" } : ["Role", "ClusterRole"];
        var kind = value.FindString("roleRef", "kind") ?? "";
        var errors = new List<FieldError>();
        if (!kinds.Contains(kind))
        {
            errors.Add(FieldError.NotSupported("roleRef.kind", kind, kinds));
        }

        errors.AddRange(Required(value.Find("roleRef", "name"), "roleRef.name"));
        return errors.Concat(value.ItemsAt("subjects").SelectMany((subject, index) => OfSubject(subject, $"subjects[{index}]", isCluster)));
    }

    private static List<FieldError> OfRule(YamlNode rule, string field, bool allowsUrls)
    {
        var errors = new List<FieldError>();
        if (rule.ItemsAt("verbs").Count == 0)
        {
            errors.Add(FieldError.Required($"{field}.verbs", "verbs must contain at least one value"));
        }

        if (rule.ItemsAt("nonResourceURLs").Count > 0)
        {
            if (!allowsUrls)
            {
                errors.Add(FieldError.Invalid($"{field}.nonResourceURLs", rule.Find("nonResourceURLs"), "namespaced rules cannot apply to non-resource URLs"));
            }

            return errors;
        }

        if (rule.ItemsAt("apiGroups").Count == 0)
        {
            errors.Add(FieldError.Required($"{field}.apiGroups", "resource rules must supply at least one api group"));
        }

        if (rule.ItemsAt("resources").Count == 0)
        {
            errors.Add(FieldError.Required($"{field}.resources", "resource rules must supply at least one resource"));
        }

        return errors;
    }

    private static IEnumerable<FieldError> OfSubject(YamlNode subject, string field, bool isCluster)
    {
        foreach (var error in Required(subject.Find("name"), $"{field}.name"))
        {
            yield return error;
        }

        if (subject.FindString("kind") is not ("ServiceAccount" or "User" or "Group"))
        {
            yield return FieldError.NotSupported($"{field}.kind", subject.FindString("kind") ?? "", "ServiceAccount", "User", "Group");
        }

        if (isCluster && subject.FindString("kind") == "ServiceAccount" && subject.FindString("namespace") is not { Length: > 0 })
        {
            yield return FieldError.Required($"{field}.namespace");
        }
    }
}
