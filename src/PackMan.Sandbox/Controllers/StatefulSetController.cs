using System.Globalization;
using PackMan.Sandbox.Defaulting;
using PackMan.Sandbox.Kinds;
using PackMan.Yaml;
using static PackMan.Sandbox.Controllers.PodTemplates;

namespace PackMan.Sandbox.Controllers;

/// <summary>StatefulSets: numbered pods with claims of their own, one after the other.</summary>
internal sealed class StatefulSetController : IController
{
    private const string RevisionLabel = "controller-revision-hash";

    private static readonly ResourceKind StatefulSets = BuiltInKinds.Get("apps", "StatefulSet");
    private static readonly ResourceKind Claims = BuiltInKinds.Get("", "PersistentVolumeClaim");

    public void Reconcile(Workbench bench, YamlMap value)
    {
        if (IsTerminating(value))
        {
            return;
        }

        var replicas = (int)Math.Min(MaxPods, value.NumberAt("spec", "replicas") ?? 1);
        var start = (int)(value.NumberAt("spec", "ordinals", "start") ?? 0);
        var name = value.FindString("metadata", "name") ?? "";
        var revision = $"{name}-{HashOf(value.Find("spec", "template"))}";
        foreach (var pod in Children(bench, Pods, value).Where(pod => !IsWanted(pod, name, start, replicas)))
        {
            bench.Delete(Pods, pod);
        }

        foreach (var ordinal in Enumerable.Range(start, replicas))
        {
            if (!HasReadyPod(bench, value, ordinal, revision) && value.FindString("spec", "podManagementPolicy") != "Parallel")
            {
                break;
            }
        }

        bench.SetStatus(StatefulSets, value, StatusOf(bench, value, revision));
    }

    private static bool IsWanted(YamlMap pod, string name, int start, int replicas) =>
        int.TryParse(pod.FindString("metadata", "name")?[(name.Length + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var ordinal)
        && ordinal >= start
        && ordinal < start + replicas;

    /// <summary>Makes, or replaces, the pod of a number; whether it is ready now.</summary>
    private static bool HasReadyPod(Workbench bench, YamlMap set, int ordinal, string revision)
    {
        var (name, namespaceName) = ($"{set.FindString("metadata", "name")}-{ordinal}", set.FindString("metadata", "namespace") ?? "");
        var pod = bench.Store.Find(Pods, namespaceName, name);
        var isOutdated = pod is not null
            && pod.FindString("metadata", "labels", RevisionLabel) != revision
            && set.FindString("spec", "updateStrategy", "type") != "OnDelete"
            && ordinal >= (set.NumberAt("spec", "updateStrategy", "rollingUpdate", "partition") ?? 0);
        if (pod is not null && isOutdated)
        {
            bench.Delete(Pods, pod);
            pod = bench.Store.Find(Pods, namespaceName, name);
        }

        if (pod is null)
        {
            pod = CreatePod(bench, set, name, made => WithClaims(bench, set, made, ordinal, revision));
            new PodController().Reconcile(bench, pod);
            pod = bench.Store.Find(Pods, namespaceName, name) ?? pod;
        }

        return IsReady(pod);
    }

    private static YamlMap WithClaims(Workbench bench, YamlMap set, YamlMap pod, int ordinal, string revision)
    {
        var name = pod.FindString("metadata", "name") ?? "";
        var volumes = pod.ItemsAt("spec", "volumes").ToList();
        foreach (var template in set.ItemsAt("spec", "volumeClaimTemplates").OfType<YamlMap>())
        {
            var claim = $"{template.FindString("metadata", "name")}-{name}";
            EnsureClaim(bench, set, template, claim);
            volumes.Add(YamlMap.Empty
                .With("name", template.Find("metadata", "name") ?? YamlNull.Instance)
                .WithPath(["persistentVolumeClaim", "claimName"], new YamlString(claim)));
        }

        pod = volumes.Count > 0 ? pod.WithPath(["spec", "volumes"], YamlList.Of(volumes)) : pod;
        return pod
            .WithPath(["metadata", "labels", "statefulset.kubernetes.io/pod-name"], new YamlString(name))
            .WithPath(["metadata", "labels", "apps.kubernetes.io/pod-index"], new YamlString(ordinal.ToString(CultureInfo.InvariantCulture)))
            .WithPath(["metadata", "labels", RevisionLabel], new YamlString(revision))
            .WithoutPath("metadata", "generateName")
            .WithPath(["spec", "hostname"], new YamlString(name))
            .WithPath(["spec", "subdomain"], set.Find("spec", "serviceName") ?? new YamlString(""));
    }

    private static void EnsureClaim(Workbench bench, YamlMap set, YamlMap template, string name)
    {
        var namespaceName = set.FindString("metadata", "namespace") ?? "";
        if (bench.Store.Find(Claims, namespaceName, name) is not null)
        {
            return;
        }

        var labels = (set.Find("spec", "selector", "matchLabels") as YamlMap)?.Entries
            .Aggregate(template.Find("metadata", "labels") as YamlMap ?? YamlMap.Empty, (all, label) => all.With(label.Key, label.Value));
        bench.Create(Claims, template.Without("status")
            .WithPath(["metadata", "name"], new YamlString(name))
            .WithPath(["metadata", "namespace"], new YamlString(namespaceName))
            .WithPath(["metadata", "labels"], labels ?? YamlMap.Empty));
    }

    private static YamlMap StatusOf(Workbench bench, YamlMap set, string revision)
    {
        var pods = Children(bench, Pods, set).Where(pod => !IsTerminating(pod)).ToList();
        var wanted = set.NumberAt("spec", "replicas") ?? 1;
        var (total, ready) = (Represented(pods.Count, wanted), Represented(pods.Count(IsReady), wanted));
        var updated = Represented(CountOf(pods, revision), wanted);
        var isDone = updated == total && ready == total && total == wanted;
        var current = isDone ? revision : set.FindString("status", "currentRevision") ?? revision;
        var status = YamlMap.Empty
            .With("observedGeneration", set.Find("metadata", "generation") ?? Number(1))
            .With("replicas", Number(total));
        status = Count(status, "readyReplicas", ready);
        status = Count(status, "currentReplicas", Represented(CountOf(pods, current), wanted));
        status = Count(status, "updatedReplicas", updated);
        return status
            .With("currentRevision", new YamlString(current))
            .With("updateRevision", new YamlString(revision))
            .With("collisionCount", Number(0))
            .With("availableReplicas", Number(ready));
    }

    private static int CountOf(List<YamlMap> pods, string revision) =>
        pods.Count(pod => pod.FindString("metadata", "labels", RevisionLabel) == revision);
}
