using PackMan.Sandbox.Defaulting;
using PackMan.Yaml;

namespace PackMan.Sandbox.Validation;

/// <summary>Disruption budgets and priorities.</summary>
internal static class PolicyValidation
{
    private const int HighestUserPriority = 1_000_000_000;

    public static IEnumerable<FieldError> OfBudget(YamlMap value) =>
        value.Find("spec", "minAvailable") is not null && value.Find("spec", "maxUnavailable") is not null
            ? [FieldError.Invalid("spec", value.Find("spec"), "minAvailable and maxUnavailable cannot be both set")]
            : [];

    public static IEnumerable<FieldError> OfPriority(YamlMap value)
    {
        var name = value.FindString("metadata", "name") ?? "";
        var isSystem = name.StartsWith("system-", StringComparison.Ordinal);
        if (isSystem && name is not ("system-node-critical" or "system-cluster-critical"))
        {
            yield return FieldError.Forbidden("metadata.name", "priority class names with 'system-' prefix are reserved for system use only. error: " + name + " is not a known system priority class");
        }

        if (!isSystem && value.NumberAt("value") > HighestUserPriority)
        {
            yield return FieldError.Forbidden("value", $"maximum allowed value of a user defined priority is {HighestUserPriority}");
        }
    }
}
