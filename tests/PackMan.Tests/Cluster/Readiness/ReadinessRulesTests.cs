using PackMan.Cluster.Readiness;
using PackMan.Live;
using PackMan.Manifests;
using PackMan.Yaml;
using Shouldly;
using Xunit;

namespace PackMan.Tests.Cluster.Readiness;

public sealed class ReadinessRulesTests
{
    // kind, spec and status, expected answer
    public static TheoryData<string, string, string> Cases => new()
    {
        { "apps/v1 Deployment", "spec: { replicas: 2 }", "waiting: 0 of 2 replicas are up to date" },
        { "apps/v1 Deployment", "spec: { replicas: 2 }, status: { conditions: [{ type: ReplicaFailure, status: 'True', message: 'exceeded quota: q' }] }", "waiting: 0 of 2 replicas are up to date: exceeded quota: q" },
        { "apps/v1 Deployment", "spec: { replicas: 2 }, status: { replicas: 3, updatedReplicas: 2 }", "waiting: 1 older replicas are still to end" },
        { "apps/v1 Deployment", "spec: { replicas: 2 }, status: { replicas: 2, updatedReplicas: 2, availableReplicas: 1 }", "waiting: 1 of 2 replicas are available" },
        { "apps/v1 Deployment", Rolled("NewReplicaSetAvailable", "True"), "ready: 1 replicas are available" },
        { "apps/v1 Deployment", Rolled("ReplicaSetUpdated", "True"), "waiting: m" },
        { "apps/v1 Deployment", Rolled("ProgressDeadlineExceeded", "False"), "failed: it made no progress within its deadline: m" },
        { "apps/v1 Deployment", Rolled("NewReplicaSetAvailable", "True").Replace("availability: 1", "", StringComparison.Ordinal).Replace("type: Available, status: 'True'", "type: Available, status: 'False', message: too few", StringComparison.Ordinal), "waiting: too few" },
        { "apps/v1 Deployment", "spec: { replicas: 2, paused: true }", "ready: it is paused" },
        { "apps/v1 Deployment", "spec: { replicas: 0 }, status: { conditions: [{ type: Progressing, status: 'True', reason: NewReplicaSetAvailable }, { type: Available, status: 'True' }] }", "ready: 0 replicas are available" },
        { "apps/v1 Deployment", "metadata: { generation: 3 }, spec: { replicas: 0 }, status: { observedGeneration: 2 }", "waiting: its controller has not seen the last change yet" },
        { "apps/v1 StatefulSet", "spec: { replicas: 2 }, status: { replicas: 1, readyReplicas: 1 }", "waiting: 1 of 2 replicas exist" },
        { "apps/v1 StatefulSet", "spec: { replicas: 2 }, status: { replicas: 2, readyReplicas: 1 }", "waiting: 1 of 2 replicas are ready" },
        { "apps/v1 StatefulSet", "spec: { replicas: 2 }, status: { replicas: 2, readyReplicas: 2, currentRevision: a, updateRevision: b, updatedReplicas: 1 }", "waiting: 1 of 2 replicas are up to date" },
        { "apps/v1 StatefulSet", "spec: { replicas: 2 }, status: { replicas: 2, readyReplicas: 2, currentRevision: b, updateRevision: b }", "ready: 2 replicas are ready" },
        { "apps/v1 StatefulSet", "spec: { replicas: 3, updateStrategy: { rollingUpdate: { partition: 2 } } }, status: { replicas: 3, readyReplicas: 3, updatedReplicas: 1, currentRevision: a, updateRevision: b }", "ready: 1 replicas above partition 2 are up to date" },
        { "apps/v1 StatefulSet", "spec: { replicas: 2, updateStrategy: { type: OnDelete } }", "ready: its pods are replaced by hand" },
        { "apps/v1 DaemonSet", "spec: {}", "waiting: its controller has not reported on it yet" },
        { "apps/v1 DaemonSet", "metadata: { generation: 1 }, status: { desiredNumberScheduled: 0, currentNumberScheduled: 0, numberReady: 0 }", "waiting: its controller has not reported on it yet" },
        { "apps/v1 DaemonSet", "metadata: { generation: 1 }, status: { observedGeneration: 1, desiredNumberScheduled: 2, currentNumberScheduled: 2, updatedNumberScheduled: 1 }", "waiting: 1 of 2 pods are up to date" },
        { "apps/v1 DaemonSet", "metadata: { generation: 1 }, status: { observedGeneration: 1, desiredNumberScheduled: 2, currentNumberScheduled: 2, updatedNumberScheduled: 2, numberAvailable: 2, numberReady: 2 }", "ready: 2 pods are available" },
        { "apps/v1 DaemonSet", "metadata: { generation: 1 }, status: { observedGeneration: 1, desiredNumberScheduled: 0 }", "ready: 0 pods are available" },
        { "apps/v1 ReplicaSet", "spec: { replicas: 2 }, status: { replicas: 2, availableReplicas: 1 }", "waiting: 1 of 2 replicas are available" },
        { "apps/v1 ReplicaSet", "status: { replicas: 1, availableReplicas: 1 }", "ready: 1 replicas are available" },
        { "v1 Pod", "status: { phase: Running, conditions: [{ type: Ready, status: 'True' }] }", "ready: it is ready" },
        { "v1 Pod", "status: { phase: Succeeded }", "ready: it succeeded" },
        { "v1 Pod", "status: { phase: Failed, containerStatuses: [{ name: c, state: { terminated: { exitCode: 137, reason: OOMKilled } } }] }", "failed: container `c` ended with exit code 137 (OOMKilled)" },
        { "v1 Pod", "status: { phase: Failed, reason: Evicted, message: 'the node was low on memory' }", "failed: the node was low on memory" },
        { "v1 Pod", "status: { phase: Pending, conditions: [{ type: PodScheduled, status: 'False', reason: Unschedulable, message: '0/3 nodes fit' }] }", "waiting: it cannot be scheduled: 0/3 nodes fit" },
        { "v1 Pod", "status: { phase: Pending, containerStatuses: [{ name: c, image: 'x:1', state: { waiting: { reason: ImagePullBackOff, message: 'not found' } } }] }", "waiting: container `c` cannot pull image `x:1` (ImagePullBackOff: not found)" },
        { "v1 Pod", "status: { phase: Running, containerStatuses: [{ name: c, state: { waiting: { reason: CrashLoopBackOff } }, lastState: { terminated: { exitCode: 1, reason: Error } } }] }", "failed: container `c` keeps crashing with exit code 1" },
        { "batch/v1 Job", "spec: {}", "waiting: it has not started yet" },
        { "batch/v1 Job", "status: { startTime: t, active: 1 }", "ready: it has started" },
        { "batch/v1 Job", "spec: { suspend: true }", "ready: it is suspended" },
        { "batch/v1 Job", "status: { startTime: t, conditions: [{ type: Failed, status: 'True', reason: BackoffLimitExceeded }] }", "failed: it failed: BackoffLimitExceeded" },
        { "v1 PersistentVolumeClaim", "status: { phase: Bound }", "ready: it is bound" },
        { "v1 PersistentVolumeClaim", "spec: { storageClassName: fast }, status: { phase: Pending }", "waiting: it is not bound to a volume of storage class `fast` yet" },
        { "v1 PersistentVolumeClaim", "status: { phase: Pending }", "waiting: it is not bound: it names no storage class, and the cluster has no default one" },
        { "v1 PersistentVolumeClaim", "status: { phase: Lost }", "failed: its volume is lost" },
        { "v1 Service", "spec: { clusterIP: 10.0.0.1 }", "ready: it has its addresses" },
        { "v1 Service", "spec: { clusterIP: None }", "ready: it has its addresses" },
        { "v1 Service", "spec: { type: ExternalName }", "ready: it is a name for another host" },
        { "v1 Service", "spec: { type: LoadBalancer, clusterIP: 10.0.0.1 }", "ready: its load balancer has no address yet, which is not waited for" },
        { "v1 Service", "metadata: { annotations: { packman.dev/wait-for-address: 'true' } }, spec: { type: LoadBalancer, clusterIP: 10.0.0.1 }", "waiting: its load balancer has no address yet" },
        { "v1 Service", "spec: { type: LoadBalancer, clusterIP: 10.0.0.1 }, status: { loadBalancer: { ingress: [{ ip: 1.2.3.4 }] } }", "ready: it has its addresses" },
        { "v1 Namespace", "status: { phase: Active }", "ready: it is active" },
        { "v1 Namespace", "status: {}", "waiting: it is not active yet" },
        { "apiextensions.k8s.io/v1 CustomResourceDefinition", "status: { conditions: [{ type: Established, status: 'True' }] }", "ready: it is established" },
        { "apiextensions.k8s.io/v1 CustomResourceDefinition", "status: { conditions: [{ type: Established, status: 'False', reason: Installing }] }", "waiting: it is not established yet" },
        { "apiextensions.k8s.io/v1 CustomResourceDefinition", "status: { conditions: [{ type: NamesAccepted, status: 'False', message: 'plural taken' }] }", "failed: its names are not accepted: plural taken" },
        { "apiregistration.k8s.io/v1 APIService", "status: { conditions: [{ type: Available, status: 'False', message: 'no endpoints' }] }", "waiting: no endpoints" },
        { "example.com/v1 Widget", "status: {}", "ready: it exists" },
        { "example.com/v1 Widget", "status: { conditions: [{ type: Ready, status: 'True' }] }", "ready: it says so" },
        { "example.com/v1 Widget", "status: { conditions: [{ type: Ready, status: Unknown, message: 'still building' }] }", "waiting: still building" },
        { "example.com/v1 Widget", "status: { conditions: [{ type: Stalled, status: 'True', message: 'no licence' }] }", "failed: no licence" },
        { "example.com/v1 Widget", "status: { conditions: [{ type: Reconciling, status: 'True', reason: Building }, { type: Ready, status: 'True' }] }", "waiting: Building" },
        { "v1 Pod", "metadata: { deletionTimestamp: t }, status: { phase: Running }", "waiting: it is being deleted" },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Each_kind_is_judged_by_its_own_rule(string kind, string content, string expected) =>
        Answer(ReadinessRules.Check(Live(kind, content), AwaitedState.Ready)).ShouldBe(expected);

    [Theory]
    [InlineData("batch/v1 Job", "status: { startTime: t, active: 1 }", "waiting: 0 of 1 runs succeeded")]
    [InlineData("batch/v1 Job", "spec: { completions: 3 }, status: { startTime: t, succeeded: 1, failed: 2 }", "waiting: 1 of 3 runs succeeded, 2 failed")]
    [InlineData("batch/v1 Job", "status: { conditions: [{ type: Complete, status: 'True' }] }", "ready: it is complete")]
    [InlineData("batch/v1 Job", "status: { conditions: [{ type: FailureTarget, status: 'True', message: 'too many' }] }", "failed: it failed: too many")]
    [InlineData("v1 Pod", "status: { phase: Running, conditions: [{ type: Ready, status: 'True' }] }", "waiting: it is running")]
    [InlineData("v1 Pod", "status: { phase: Succeeded }", "ready: it succeeded")]
    [InlineData("v1 Namespace", "status: { phase: Active }", "ready: it is active")]
    public void Completion_asks_more_of_jobs_and_pods(string kind, string content, string expected) =>
        Answer(ReadinessRules.Check(Live(kind, content), AwaitedState.Complete)).ShouldBe(expected);

    [Theory]
    [InlineData("WaitForFirstConsumer", "", "ready: it will be bound when a pod first uses it")]
    [InlineData("WaitForFirstConsumer", "annotations: { volume.kubernetes.io/selected-node: node-1 }", "waiting: it is not bound to a volume of storage class `s` yet")]
    [InlineData("Immediate", "", "waiting: it is not bound to a volume of storage class `s` yet")]
    public void A_claim_that_waits_for_its_first_pod_is_fine(string mode, string metadata, string expected)
    {
        var claim = Live("v1 PersistentVolumeClaim", $$"""metadata: { {{metadata}} }, spec: { storageClassName: s }, status: { phase: Pending }""");

        Answer(PersistentVolumeClaimReadiness.Check(claim, mode)).ShouldBe(expected);
    }

    private static string Rolled(string reason, string status) =>
        $$"""spec: {}, status: { replicas: 1, updatedReplicas: 1, availableReplicas: 1, readyReplicas: 1, conditions: [{ type: Progressing, status: '{{status}}', reason: {{reason}}, message: m. }, { type: Available, status: 'True' }] }""";

    private static KubernetesObject Live(string kind, string content)
    {
        var parts = kind.Split(' ');
        return new KubernetesObject(YamlReader.ReadMap($"{{ apiVersion: {parts[0]}, kind: {parts[1]}, {content} }}", "test"));
    }

    private static string Answer(ReadinessState state) => $"{state.GetType().Name.ToLowerInvariant()}: {state.Reason}";
}
