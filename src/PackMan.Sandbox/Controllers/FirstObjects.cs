using PackMan.Sandbox.Kinds;
using PackMan.Sandbox.Storage;
using PackMan.Yaml;

namespace PackMan.Sandbox.Controllers;

/// <summary>What a new cluster holds before anybody made anything, and a node and a storage class for workloads to use.</summary>
internal static class FirstObjects
{
    private const string Manager = "kube-apiserver";

    private static readonly string[] All =
    [
        """{"apiVersion":"v1","kind":"Namespace","metadata":{"name":"default"}}""",
        """{"apiVersion":"v1","kind":"Namespace","metadata":{"name":"kube-node-lease"}}""",
        """{"apiVersion":"v1","kind":"Namespace","metadata":{"name":"kube-public"}}""",
        """{"apiVersion":"v1","kind":"Namespace","metadata":{"name":"kube-system"}}""",
        """{"apiVersion":"v1","kind":"Service","metadata":{"name":"kubernetes","namespace":"default","labels":{"component":"apiserver","provider":"kubernetes"}},"spec":{"clusterIP":"10.96.0.1","clusterIPs":["10.96.0.1"],"ipFamilies":["IPv4"],"ipFamilyPolicy":"SingleStack","ports":[{"name":"https","port":443,"targetPort":6443}]}}""",
        """{"apiVersion":"v1","kind":"Node","metadata":{"name":"sandbox","labels":{"kubernetes.io/hostname":"sandbox","kubernetes.io/os":"linux","kubernetes.io/arch":"amd64"}},"status":{"capacity":{"cpu":"64","memory":"256Gi","pods":"1000"},"allocatable":{"cpu":"64","memory":"256Gi","pods":"1000"},"conditions":[{"type":"Ready","status":"True","reason":"SandboxReady","message":"the sandbox has one node, which runs nothing"}]}}""",
        """{"apiVersion":"storage.k8s.io/v1","kind":"StorageClass","metadata":{"name":"standard","annotations":{"storageclass.kubernetes.io/is-default-class":"true"}},"provisioner":"sandbox.packman.dev/none"}""",
        """{"apiVersion":"scheduling.k8s.io/v1","kind":"PriorityClass","metadata":{"name":"system-cluster-critical"},"value":2000000000}""",
        """{"apiVersion":"scheduling.k8s.io/v1","kind":"PriorityClass","metadata":{"name":"system-node-critical"},"value":2000001000}""",
        """{"apiVersion":"rbac.authorization.k8s.io/v1","kind":"ClusterRole","metadata":{"name":"cluster-admin"},"rules":[{"apiGroups":["*"],"resources":["*"],"verbs":["*"]},{"nonResourceURLs":["*"],"verbs":["*"]}]}""",
        """{"apiVersion":"rbac.authorization.k8s.io/v1","kind":"ClusterRole","metadata":{"name":"admin"},"rules":[{"apiGroups":["","apps","batch"],"resources":["*"],"verbs":["*"]}]}""",
        """{"apiVersion":"rbac.authorization.k8s.io/v1","kind":"ClusterRole","metadata":{"name":"edit"},"rules":[{"apiGroups":["","apps","batch"],"resources":["*"],"verbs":["*"]}]}""",
        """{"apiVersion":"rbac.authorization.k8s.io/v1","kind":"ClusterRole","metadata":{"name":"view"},"rules":[{"apiGroups":["","apps","batch"],"resources":["*"],"verbs":["get","list","watch"]}]}""",
    ];

    public static void Create(StoreSession store, SandboxOptions options)
    {
        var bench = new Workbench(store, options);
        var registry = new KindRegistry(store);
        foreach (var text in All)
        {
            var value = (YamlMap)JsonText.Parse(text);
            bench.Create(registry.FindKind(value.FindString("apiVersion") ?? "", value.FindString("kind") ?? "")!, value, Manager);
        }

        new ControllerLoop(store, registry, options).Settle();

        // The mark comes last, so that a folder that was cut off while it was filled is filled again.
        store.Mark();
    }
}
