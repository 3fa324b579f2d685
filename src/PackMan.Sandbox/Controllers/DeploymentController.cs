using System.Globalization;
using PackMan.Sandbox.Defaulting;
using PackMan.Sandbox.Kinds;
using PackMan.Yaml;
using static PackMan.Sandbox.Controllers.PodTemplates;

namespace PackMan.Sandbox.Controllers;

/// <summary>Deployments: one ReplicaSet per pod template; the old ones go to zero once the new one is ready.</summary>
internal sealed class DeploymentController : IController
{
    private const string RevisionKey = "deployment.kubernetes.io/revision";
    private const string HashLabel = "pod-template-hash";

    private static readonly ResourceKind Deployments = BuiltInKinds.Get("apps", "Deployment");
    private static readonly ResourceKind ReplicaSets = BuiltInKinds.Get("apps", "ReplicaSet");

    public void Reconcile(Workbench bench, YamlMap value)
    {
        if (IsTerminating(value))
        {
            return;
        }

        var replicas = value.NumberAt("spec", "replicas") ?? 1;
        var name = $"{value.FindString("metadata", "name")}-{HashOf(value.Find("spec", "template"))}";
        var sets = Children(bench, ReplicaSets, value);
        var current = sets.FirstOrDefault(set => set.FindString("metadata", "name") == name);
        if (current is null && value.IsTrueAt("spec", "paused"))
        {
            return;
        }

        current = current is null ? CreateSet(bench, value, name, sets, replicas) : Scale(bench, current, replicas);
        var isReady = (current.NumberAt("status", "readyReplicas") ?? 0) >= replicas && current.NumberAt("status", "observedGeneration") is not null;
        var old = sets.Where(set => set.FindString("metadata", "name") != name).ToList();
        foreach (var set in isReady ? old : [])
        {
            Scale(bench, set, 0);
        }

        Prune(bench, value, isReady ? old : []);
        value = bench.Update(Deployments, value, value.WithPath(["metadata", "annotations", RevisionKey], current.Find("metadata", "annotations", RevisionKey) ?? new YamlString("1")));
        bench.SetStatus(Deployments, value, StatusOf(bench, value, current, sets, replicas));
    }

    private static YamlMap CreateSet(Workbench bench, YamlMap owner, string name, List<YamlMap> sets, long replicas)
    {
        var hash = name[(name.LastIndexOf('-') + 1)..];
        var revision = sets.Select(RevisionOf).DefaultIfEmpty(0).Max() + 1;
        var set = YamlMap.Empty
            .WithPath(["metadata", "name"], new YamlString(name))
            .WithPath(["metadata", "namespace"], owner.Find("metadata", "namespace") ?? YamlNull.Instance)
            .WithPath(["metadata", "labels"], (owner.Find("spec", "template", "metadata", "labels") as YamlMap ?? YamlMap.Empty).With(HashLabel, new YamlString(hash)))
            .WithPath(["metadata", "annotations", RevisionKey], new YamlString(revision.ToString(CultureInfo.InvariantCulture)))
            .WithPath(["metadata", "ownerReferences"], YamlList.Of(OwnerReference(owner)))
            .WithPath(["spec", "replicas"], Number(replicas))
            .WithPath(["spec", "selector"], owner.Find("spec", "selector") ?? YamlMap.Empty)
            .WithPath(["spec", "selector", "matchLabels", HashLabel], new YamlString(hash))
            .WithPath(["spec", "template"], owner.Find("spec", "template") ?? YamlMap.Empty)
            .WithPath(["spec", "template", "metadata", "labels", HashLabel], new YamlString(hash));
        return bench.Create(ReplicaSets, set);
    }

    private static YamlMap Scale(Workbench bench, YamlMap set, long replicas) =>
        set.NumberAt("spec", "replicas") == replicas ? set : bench.Update(ReplicaSets, set, set.WithPath(["spec", "replicas"], Number(replicas)));

    private static void Prune(Workbench bench, YamlMap value, List<YamlMap> old)
    {
        var limit = (int)Math.Min(int.MaxValue, value.NumberAt("spec", "revisionHistoryLimit") ?? 10);
        foreach (var set in old.OrderByDescending(RevisionOf).Skip(limit))
        {
            bench.Delete(ReplicaSets, set);
        }
    }

    private static long RevisionOf(YamlMap set) =>
        long.TryParse(set.FindString("metadata", "annotations", RevisionKey), NumberStyles.None, CultureInfo.InvariantCulture, out var revision) ? revision : 0;

    private static YamlMap StatusOf(Workbench bench, YamlMap value, YamlMap current, List<YamlMap> sets, long replicas)
    {
        var updated = current.NumberAt("status", "replicas") ?? 0;
        var others = sets.Where(set => set.FindString("metadata", "name") != current.FindString("metadata", "name")).ToList();
        var total = updated + others.Sum(set => set.NumberAt("status", "replicas") ?? 0);
        var ready = (current.NumberAt("status", "readyReplicas") ?? 0) + others.Sum(set => set.NumberAt("status", "readyReplicas") ?? 0);
        var status = YamlMap.Empty.With("observedGeneration", value.Find("metadata", "generation") ?? Number(1));
        status = Count(status, "replicas", total);
        status = Count(status, "updatedReplicas", updated);
        status = Count(status, "readyReplicas", ready);
        status = Count(status, "availableReplicas", ready);
        status = Count(status, "unavailableReplicas", Math.Max(0, replicas - ready));
        return WithConditions(bench, status, value, current, isComplete: updated == replicas && total == replicas && ready >= replicas, isAvailable: ready >= replicas);
    }

    private static YamlMap WithConditions(Workbench bench, YamlMap status, YamlMap value, YamlMap current, bool isComplete, bool isAvailable)
    {
        var before = value.Find("status") as YamlMap;
        var set = current.FindString("metadata", "name");
        status = isAvailable
            ? Conditions.Set(status, before, bench.Now, "Available", "True", "MinimumReplicasAvailable", "Deployment has minimum availability.", hasUpdateTime: true)
            : Conditions.Set(status, before, bench.Now, "Available", "False", "MinimumReplicasUnavailable", "Deployment does not have minimum availability.", hasUpdateTime: true);

        // Nothing in the sandbox gets ready later by itself, so a template that is to fail has failed.
        var hasFailed = !isComplete && value.FindString("spec", "template", "metadata", "annotations", PodController.FailAnnotation) is not null;
        return isComplete ? Conditions.Set(status, before, bench.Now, "Progressing", "True", "NewReplicaSetAvailable", $"ReplicaSet \"{set}\" has successfully progressed.", hasUpdateTime: true)
            : hasFailed ? Conditions.Set(status, before, bench.Now, "Progressing", "False", "ProgressDeadlineExceeded", $"ReplicaSet \"{set}\" has timed out progressing.", hasUpdateTime: true)
            : Conditions.Set(status, before, bench.Now, "Progressing", "True", "ReplicaSetUpdated", $"ReplicaSet \"{set}\" is progressing.", hasUpdateTime: true);
    }
}
