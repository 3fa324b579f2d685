using PackMan.Live;
using PackMan.Manifests;
using PackMan.Yaml;

namespace PackMan.Cluster.Readiness;

/// <summary>Every node that should run a pod runs an available one of the newest template.</summary>
internal static class DaemonSetReadiness
{
    public static ReadinessState Check(KubernetesObject live)
    {
        // The server creates a DaemonSet with zeros for all counts; only its controller adds the generation that they are about.
        if (live.Content.Find("status", "observedGeneration") is not YamlNumber)
        {
            return new ReadinessState.Waiting("its controller has not reported on it yet");
        }

        var wanted = live.Count(0, "status", "desiredNumberScheduled");
        var isByHand = live.Text("spec", "updateStrategy", "type") == "OnDelete";
        (string Field, string Word)[] steps =
        [
            ("currentNumberScheduled", "are scheduled"),
            .. isByHand ? [] : new[] { ("updatedNumberScheduled", "are up to date") },
            ("numberAvailable", "are available"),
            ("numberReady", "are ready"),
        ];
        foreach (var (field, word) in steps)
        {
            var count = live.Count(0, "status", field);
            if (count < wanted)
            {
                return new ReadinessState.Waiting($"{count} of {wanted} pods {word}");
            }
        }

        return new ReadinessState.Ready($"{wanted} pods are available");
    }
}
