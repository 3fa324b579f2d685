using PackMan.Manifests;
using PackMan.Yaml;

namespace PackMan.Cluster.Readiness;

/// <summary>What keeps a pod from running, in a user's words.</summary>
internal static class PodTrouble
{
    /// <summary>The first cause found: scheduling, then containers in their order; null when all is well so far.</summary>
    public static string? Find(KubernetesObject pod)
    {
        if (pod.Condition("PodScheduled") is { IsFalse: true } unscheduled)
        {
            return $"it cannot be scheduled: {unscheduled.Why}";
        }

        return Containers(pod).Select(OfContainer).FirstOrDefault(trouble => trouble is not null);
    }

    public static bool IsCrashLooping(KubernetesObject pod) =>
        Containers(pod).Any(container => container.FindString("state", "waiting", "reason") == "CrashLoopBackOff");

    private static IEnumerable<YamlMap> Containers(KubernetesObject pod) =>
        pod.Content.Maps("status", "initContainerStatuses").Concat(pod.Content.Maps("status", "containerStatuses"));

    private static string? OfContainer(YamlMap container)
    {
        var name = container.FindString("name");
        var waiting = container.FindString("state", "waiting", "reason");
        var message = container.FindString("state", "waiting", "message") is { Length: > 0 } text ? $": {text}" : "";
        return waiting switch
        {
            "ErrImagePull" or "ImagePullBackOff" or "ErrImageNeverPull" or "InvalidImageName" or "RegistryUnavailable" or "ImageInspectError" =>
                $"container `{name}` cannot pull image `{container.FindString("image")}` ({waiting}{message})",
            "CrashLoopBackOff" => $"container `{name}` keeps crashing{Ending(container.Find("lastState", "terminated"))}",
            null or "ContainerCreating" or "PodInitializing" => Ended(container, name),
            _ => $"container `{name}` does not start ({waiting}{message})",
        };
    }

    private static string? Ended(YamlMap container, string? name) =>
        container.Find("state", "terminated") is YamlMap terminated && terminated.Find("exitCode") is YamlNumber { AsInt64: not 0 }
            ? $"container `{name}` ended{Ending(terminated)}"
            : null;

    private static string Ending(YamlNode? terminated)
    {
        if (terminated?.Find("exitCode") is not YamlNumber code)
        {
            return "";
        }

        var reason = terminated.FindString("reason") is { } word and not "Error" ? $" ({word})" : "";
        var message = terminated.FindString("message") is { Length: > 0 } text ? $": {text.Trim()}" : "";
        return $" with exit code {code}{reason}{message}";
    }
}
