using PackMan.Yaml;

namespace PackMan.Sandbox.Defaulting;

/// <summary>Defaults of pods, alone and in templates.</summary>
internal static class PodDefaults
{
    private const int FileMode = 420;

    public static YamlMap OfPod(YamlMap pod) => pod.Edit(
        spec => OfSpec(spec
            .Default(true, "enableServiceLinks")
            .EditItems(WithRequests, "containers")
            .EditItems(WithRequests, "initContainers")),
        "spec");

    public static YamlMap OfTemplate(YamlMap template) => template.Edit(OfSpec, "spec");

    private static YamlMap OfSpec(YamlMap spec)
    {
        // The old name of the field is kept in step (pkg/apis/core/v1/conversion.go).
        if ((spec.Find("serviceAccountName") ?? spec.Find("serviceAccount")) is { } account)
        {
            spec = spec.With("serviceAccountName", account).With("serviceAccount", account);
        }

        spec = spec
            .Default("Always", "restartPolicy")
            .Default(30, "terminationGracePeriodSeconds")
            .Default("ClusterFirst", "dnsPolicy")
            .Default(YamlMap.Empty, "securityContext")
            .Default("default-scheduler", "schedulerName")
            .EditItems(OfVolume, "volumes")
            .EditItems(constraint => constraint, "topologySpreadConstraints");
        spec = spec.IsTrueAt("hostNetwork")
            ? spec.EditItems(WithHostPorts, "containers").EditItems(WithHostPorts, "initContainers")
            : spec;
        return spec
            .EditItems(ContainerDefaults.Apply, "containers")
            .EditItems(ContainerDefaults.Apply, "initContainers")
            .EditItems(ContainerDefaults.Apply, "ephemeralContainers");
    }

    private static YamlMap WithHostPorts(YamlMap container) => container.EditItems(
        port => port.Find("containerPort") is { } number && port.NumberAt("hostPort") is null or 0 ? port.With("hostPort", number) : port,
        "ports");

    /// <summary>In a pod itself, limits imply equal requests.</summary>
    private static YamlMap WithRequests(YamlMap container)
    {
        foreach (var (name, limit) in (container.Find("resources", "limits") as YamlMap)?.Entries ?? [])
        {
            container = container.Default(limit, "resources", "requests", name);
        }

        return container;
    }

    private static YamlMap OfVolume(YamlMap volume)
    {
        if (volume.Count == 1 && volume.ContainsKey("name"))
        {
            return volume.With("emptyDir", YamlMap.Empty);
        }

        return volume
            .Edit(source => source.Default(FileMode, "defaultMode"), "secret")
            .Edit(source => source.Default(FileMode, "defaultMode"), "configMap")
            .Edit(source => source.Default("", "type"), "hostPath")
            .Edit(source => OfDownward(source).Default(FileMode, "defaultMode"), "downwardAPI")
            .Edit(source => source.EditItems(OfProjection, "sources").Default(FileMode, "defaultMode"), "projected")
            .Edit(source => source.Default("default", "iscsiInterface"), "iscsi")
            .Edit(source => source.Default("ReadWrite", "cachingMode").Default("ext4", "fsType").Default(false, "readOnly").Default("Shared", "kind"), "azureDisk")
            .Edit(source => source.Default("Filesystem", "spec", "volumeMode"), "ephemeral", "volumeClaimTemplate");
    }

    private static YamlMap OfProjection(YamlMap projection) => projection
        .Edit(token => token.Default(3600, "expirationSeconds"), "serviceAccountToken")
        .Edit(OfDownward, "downwardAPI");

    private static YamlMap OfDownward(YamlMap source) =>
        source.EditItems(item => item.Edit(reference => reference.Default("v1", "apiVersion"), "fieldRef"), "items");
}
