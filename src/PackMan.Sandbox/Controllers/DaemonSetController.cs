using PackMan.Sandbox.Defaulting;
using PackMan.Sandbox.Kinds;
using PackMan.Yaml;
using static PackMan.Sandbox.Controllers.PodTemplates;

namespace PackMan.Sandbox.Controllers;

/// <summary>DaemonSets: one pod, for the sandbox has one node.</summary>
internal sealed class DaemonSetController : IController
{
    private const string RevisionLabel = "controller-revision-hash";
    private static readonly ResourceKind DaemonSets = BuiltInKinds.Get("apps", "DaemonSet");

    public void Reconcile(Workbench bench, YamlMap value)
    {
        if (IsTerminating(value))
        {
            return;
        }

        var revision = HashOf(value.Find("spec", "template"));
        var updates = value.FindString("spec", "updateStrategy", "type") != "OnDelete";
        foreach (var pod in Children(bench, Pods, value).Where(pod => updates && pod.FindString("metadata", "labels", RevisionLabel) != revision))
        {
            bench.Delete(Pods, pod);
        }

        if (Children(bench, Pods, value).All(IsTerminating))
        {
            CreatePod(bench, value, change: pod => pod.WithPath(["metadata", "labels", RevisionLabel], new YamlString(revision)));
        }

        var pods = Children(bench, Pods, value).Where(pod => !IsTerminating(pod)).ToList();
        var ready = pods.Count(IsReady);
        var status = YamlMap.Empty
            .With("currentNumberScheduled", Number(pods.Count))
            .With("numberMisscheduled", Number(0))
            .With("desiredNumberScheduled", Number(1))
            .With("numberReady", Number(ready))
            .With("observedGeneration", value.Find("metadata", "generation") ?? Number(1));
        status = Count(status, "updatedNumberScheduled", pods.Count(pod => pod.FindString("metadata", "labels", RevisionLabel) == revision));
        status = Count(status, "numberAvailable", ready);
        status = Count(status, "numberUnavailable", 1 - ready);
        bench.SetStatus(DaemonSets, value, status);
    }
}
