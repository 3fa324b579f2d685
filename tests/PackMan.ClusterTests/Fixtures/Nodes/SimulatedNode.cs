using System.Text.Json.Nodes;

namespace PackMan.ClusterTests.Fixtures.Nodes;

/// <summary>A node that runs nothing: its labels and what it could carry.</summary>
internal sealed record SimulatedNode(string Name, IReadOnlyDictionary<string, string> Labels)
{
    public static readonly IReadOnlyList<SimulatedNode> All = [Named("node-a", "ssd"), Named("node-b", "hdd")];

    public static IReadOnlyDictionary<string, decimal> Capacity { get; } = new Dictionary<string, decimal>
    {
        ["cpu"] = 16,
        ["memory"] = 64L << 30,
        ["ephemeral-storage"] = 100L << 30,
        ["pods"] = 250,
    };

    public JsonObject ToJson(int kubeletPort, string version) => new()
    {
        ["metadata"] = new JsonObject { ["name"] = Name, ["labels"] = Map(Labels) },
        ["spec"] = new JsonObject(),
        ["status"] = new JsonObject
        {
            ["capacity"] = Resources(),
            ["allocatable"] = Resources(),
            ["conditions"] = new JsonArray(Conditions().ToArray()),
            ["addresses"] = new JsonArray(Address("InternalIP", "127.0.0.1"), Address("Hostname", Name)),
            ["daemonEndpoints"] = new JsonObject { ["kubeletEndpoint"] = new JsonObject { ["Port"] = kubeletPort } },
            ["nodeInfo"] = Info(version),
        },
    };

    private static SimulatedNode Named(string name, string disk) => new(name, new Dictionary<string, string>
    {
        ["kubernetes.io/hostname"] = name,
        ["kubernetes.io/os"] = "linux",
        ["kubernetes.io/arch"] = "amd64",
        ["disk"] = disk,
    });

    private static IEnumerable<JsonNode> Conditions()
    {
        var now = KubeTime.Now();
        (string Type, string Status, string Reason)[] conditions =
        [
            ("Ready", "True", "KubeletReady"),
            ("MemoryPressure", "False", "KubeletHasSufficientMemory"),
            ("DiskPressure", "False", "KubeletHasNoDiskPressure"),
            ("PIDPressure", "False", "KubeletHasSufficientPID"),
        ];
        foreach (var (type, status, reason) in conditions)
        {
            yield return new JsonObject
            {
                ["type"] = type,
                ["status"] = status,
                ["reason"] = reason,
                ["message"] = "simulated",
                ["lastHeartbeatTime"] = now,
                ["lastTransitionTime"] = now,
            };
        }
    }

    private static JsonObject Resources() => Map(Capacity.ToDictionary(pair => pair.Key, pair => pair.Value.ToString("0", null)));

    private static JsonObject Address(string type, string address) => new() { ["type"] = type, ["address"] = address };

    private static JsonObject Map(IReadOnlyDictionary<string, string> pairs) =>
        new(pairs.Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)pair.Value)));

    private static JsonObject Info(string version) => Map(new Dictionary<string, string>
    {
        ["machineID"] = "",
        ["systemUUID"] = "",
        ["bootID"] = "",
        ["kernelVersion"] = "0",
        ["osImage"] = "simulated",
        ["containerRuntimeVersion"] = "simulated://1",
        ["kubeletVersion"] = version,
        ["kubeProxyVersion"] = version,
        ["operatingSystem"] = "linux",
        ["architecture"] = "amd64",
    });
}
