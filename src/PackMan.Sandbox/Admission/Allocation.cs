using PackMan.Sandbox.Storage;
using PackMan.Yaml;

namespace PackMan.Sandbox.Admission;

/// <summary>Cluster IPs and node ports of Services.</summary>
internal static class Allocation
{
    public static YamlMap Allocate(StoreSession store, YamlMap value, YamlMap? live) => value;
}
