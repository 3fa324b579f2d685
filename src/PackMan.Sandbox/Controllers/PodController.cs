using PackMan.Sandbox.Defaulting;
using PackMan.Sandbox.Requests;
using PackMan.Yaml;

namespace PackMan.Sandbox.Controllers;

/// <summary>
/// Scheduler and kubelet in one: a new pod runs and is ready at once, a pod that is to end has succeeded, and a pod whose
/// `sandbox.packman.dev/fail` annotation says so fails.
/// </summary>
internal sealed class PodController : IController
{
    public const string FailAnnotation = "sandbox.packman.dev/fail";
    public const string NodeName = "sandbox";

    public void Reconcile(Workbench bench, YamlMap value)
    {
        // Whatever has a phase was decided before.
        if (value.FindString("status", "phase") != "Pending" || value.Find("status", "conditions") is not null || PodTemplates.IsTerminating(value))
        {
            return;
        }

        var failure = value.FindString("metadata", "annotations", FailAnnotation) ?? "";
        if (failure == "unschedulable")
        {
            bench.SetStatus(PodTemplates.Pods, value, Unschedulable(bench, value), "kube-scheduler");
            return;
        }

        value = bench.Update(PodTemplates.Pods, value, value.WithPath(["spec", "nodeName"], new YamlString(NodeName)), "kube-scheduler");
        bench.SetStatus(PodTemplates.Pods, value, new PodStatus(bench, value, failure).Build(), Workbench.Kubelet);
    }

    private static YamlMap Unschedulable(Workbench bench, YamlMap pod) => Conditions.Set(
        pod.Find("status") as YamlMap ?? YamlMap.Empty,
        null,
        bench.Now,
        "PodScheduled",
        "False",
        "Unschedulable",
        $"0/1 nodes are available: 1 node refused the pod, because its annotation `{FailAnnotation}` asks for it. preemption: 0/1 nodes are available: 1 Preemption is not helpful for scheduling.");
}
