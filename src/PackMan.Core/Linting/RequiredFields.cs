using System.Collections.Frozen;
using PackMan.KindSchemas;
using PackMan.Yaml;

namespace PackMan.Linting;

/// <summary>The fields an object cannot be without: those that the Go types of Kubernetes always write, and those only its validation asks for.</summary>
internal static class RequiredFields
{
    // Pointers and lists look optional in the types; validation refuses objects without these.
    private static readonly FrozenDictionary<string, string[]> Validated = new Dictionary<string, string[]>
    {
        ["apps.v1.DaemonSetSpec"] = ["selector"],
        ["apps.v1.DeploymentSpec"] = ["selector"],
        ["apps.v1.ReplicaSetSpec"] = ["selector"],
        ["apps.v1.StatefulSetSpec"] = ["selector"],
        ["core.v1.Container"] = ["image"],
        ["core.v1.PersistentVolumeClaimSpec"] = ["accessModes", "resources"],
        ["core.v1.PodSpec"] = ["containers"],
        ["networking.v1.HTTPIngressPath"] = ["pathType"],
    }.ToFrozenDictionary(StringComparer.Ordinal);

    // The types always write these, and the server takes objects without them: it has a default, or the zero value is one.
    private static readonly FrozenSet<string> Defaulted = FrozenSet.Create(
        StringComparer.Ordinal,
        [
            "apps.v1.StatefulSetOrdinals.start", "apps.v1.StatefulSetSpec.serviceName", "core.v1.GRPCAction.service", "core.v1.HTTPHeader.value",
            "core.v1.ISCSIPersistentVolumeSource.lun", "core.v1.ISCSIVolumeSource.lun", "core.v1.Sysctl.value", "flowcontrol.v1.FlowSchemaSpec.matchingPrecedence",
            "flowcontrol.v1.QueuingConfiguration.handSize", "flowcontrol.v1.QueuingConfiguration.queueLengthLimit", "flowcontrol.v1.QueuingConfiguration.queues",
            "networking.v1.NetworkPolicySpec.podSelector", "rbac.v1.RoleRef.apiGroup", "resource.v1.ResourceClaimSpec.devices", "scheduling.v1.PriorityClass.value",
        ]);

    /// <param name="typeName">The type's name (`core.v1.Container`); types written in place require nothing.</param>
    public static IEnumerable<string> Of(string? typeName, MapShape shape) => typeName is null || typeName.EndsWith(".Event", StringComparison.Ordinal)
        ? []
        : shape.Fields.Values.Where(field => IsAlwaysWritten(field) && !Defaulted.Contains($"{typeName}.{field.Name}")).Select(field => field.Name)
            .Concat(Validated.GetValueOrDefault(typeName, []));

    private static bool IsAlwaysWritten(SchemaField field) => !field.IsDroppedWhenZero && field.Name is not "metadata" && field.Default switch
    {
        YamlString { Value: "" } => true,
        YamlNumber number => number.AsInt64 == 0,
        null => field.IsAlwaysPresent,
        _ => false,
    };
}
