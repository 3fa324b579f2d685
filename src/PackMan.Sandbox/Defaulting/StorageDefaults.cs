using PackMan.Yaml;

namespace PackMan.Sandbox.Defaulting;

/// <summary>Defaults of volumes, claims and classes.</summary>
internal static class StorageDefaults
{
    public static YamlMap OfClaim(YamlMap value) => value.Default("Filesystem", "spec", "volumeMode");

    public static YamlMap OfVolume(YamlMap value) => value
        .Default("Retain", "spec", "persistentVolumeReclaimPolicy")
        .Default("Filesystem", "spec", "volumeMode")
        .Edit(source => source.Default("", "type"), "spec", "hostPath");

    public static YamlMap OfClass(YamlMap value) => value.Default("Delete", "reclaimPolicy").Default("Immediate", "volumeBindingMode");

    public static YamlMap OfDriver(YamlMap value) => value
        .Default(true, "spec", "attachRequired")
        .Default(false, "spec", "podInfoOnMount")
        .Default(false, "spec", "storageCapacity")
        .Default("ReadWriteOnceWithFSType", "spec", "fsGroupPolicy")
        .Default(YamlList.Of(new YamlString("Persistent")), "spec", "volumeLifecycleModes")
        .Default(false, "spec", "requiresRepublish")
        .Default(false, "spec", "seLinuxMount");
}
