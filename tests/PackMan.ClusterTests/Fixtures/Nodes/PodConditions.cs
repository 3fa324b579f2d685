using System.Text.Json.Nodes;

namespace PackMan.ClusterTests.Fixtures.Nodes;

/// <summary>The four conditions of a pod that is on a node.</summary>
internal static class PodConditions
{
    public static JsonArray Of(JsonObject pod, string phase, bool initialized, IReadOnlyList<ContainerStatus> statuses)
    {
        var unready = statuses.Where(status => !status.IsReady).Select(status => status.Json.Text("name")).ToList();
        var (reason, message) = phase == "Succeeded" ? ("PodCompleted", "")
            : unready.Count > 0 ? ("ContainersNotReady", $"containers with unready status: [{string.Join(' ', unready)}]")
            : ("", "");
        var isReady = phase == "Running" && unready.Count == 0;
        return
        [
            Condition(pod, "Initialized", initialized, initialized ? "" : "ContainersNotInitialized", ""),
            Condition(pod, "Ready", isReady, reason, message),
            Condition(pod, "ContainersReady", isReady, reason, message),
            Condition(pod, "PodScheduled", true, "", ""),
        ];
    }

    private static JsonObject Condition(JsonObject pod, string type, bool isTrue, string reason, string message)
    {
        var status = isTrue ? "True" : "False";
        var known = pod.Items("status", "conditions").FirstOrDefault(condition => condition.Text("type") == type);
        var condition = new JsonObject
        {
            ["type"] = type,
            ["status"] = status,
            ["lastTransitionTime"] = known.Text("status") == status ? known.Text("lastTransitionTime") : KubeTime.Now(),
        };
        if (reason.Length > 0)
        {
            condition["reason"] = reason;
        }

        if (message.Length > 0)
        {
            condition["message"] = message;
        }

        return condition;
    }
}
