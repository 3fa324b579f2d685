using PackMan.Sandbox.Defaulting;
using PackMan.Sandbox.Kinds;
using PackMan.Yaml;
using static PackMan.Sandbox.Controllers.PodTemplates;

namespace PackMan.Sandbox.Controllers;

/// <summary>ReplicaSets: as many pods as asked for.</summary>
internal sealed class ReplicaSetController : IController
{
    private static readonly ResourceKind ReplicaSets = BuiltInKinds.Get("apps", "ReplicaSet");

    public void Reconcile(Workbench bench, YamlMap value)
    {
        if (IsTerminating(value))
        {
            return;
        }

        var replicas = value.NumberAt("spec", "replicas") ?? 1;
        var pods = Children(bench, Pods, value).Where(pod => !IsTerminating(pod)).ToList();
        var shown = Math.Min(replicas, MaxPods);
        foreach (var extra in pods.Skip((int)shown))
        {
            bench.Delete(Pods, extra);
        }

        for (var missing = shown - pods.Count; missing > 0; missing--)
        {
            CreatePod(bench, value);
        }

        pods = [.. Children(bench, Pods, value).Where(pod => !IsTerminating(pod))];
        var ready = Represented(pods.Count(IsReady), replicas);
        var total = Represented(pods.Count, replicas);
        var status = YamlMap.Empty.With("replicas", Number(total));
        status = Count(status, "fullyLabeledReplicas", total);
        status = Count(status, "readyReplicas", ready);
        status = Count(status, "availableReplicas", ready);
        status = status.With("observedGeneration", value.Find("metadata", "generation") ?? Number(1));
        bench.SetStatus(ReplicaSets, value, status);
    }
}
