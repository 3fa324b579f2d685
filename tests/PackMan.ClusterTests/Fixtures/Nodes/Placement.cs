using System.Text.Json.Nodes;

namespace PackMan.ClusterTests.Fixtures.Nodes;

/// <summary>Which node a pod can go to: node selector, required node affinity and requests are honoured, taints and spreading are not.</summary>
internal static class Placement
{
    /// <summary>The chosen node, or the scheduler's sentence about why there is none.</summary>
    public static (SimulatedNode? Node, string Reason) Choose(JsonObject pod, IEnumerable<JsonObject> pods)
    {
        var matching = SimulatedNode.All.Where(node => Matches(node, pod)).ToList();
        var load = matching.ToDictionary(node => node.Name, node => Load(node, pods));
        var lacking = matching.ToDictionary(node => node.Name, node => Lacking(Requests(pod), load[node.Name]));

        var node = matching.Where(node => lacking[node.Name].Count == 0).OrderBy(node => load[node.Name]["pods"]).FirstOrDefault();
        return (node, node is null ? Explain(SimulatedNode.All.Count - matching.Count, lacking.Values) : "");
    }

    private static string Explain(int mismatched, IEnumerable<IReadOnlyList<string>> lacking)
    {
        var reasons = lacking.SelectMany(resources => resources).GroupBy(resource => resource)
            .Select(group => group.Key == "pods" ? $"{group.Count()} Too many pods" : $"{group.Count()} Insufficient {group.Key}");
        var mismatch = mismatched == 0 ? [] : (string[])[$"{mismatched} node(s) didn't match Pod's node affinity/selector"];
        return $"0/{SimulatedNode.All.Count} nodes are available: {string.Join(", ", mismatch.Concat(reasons))}.";
    }

    private static Dictionary<string, decimal> Load(SimulatedNode node, IEnumerable<JsonObject> pods)
    {
        var load = SimulatedNode.Capacity.Keys.ToDictionary(resource => resource, _ => 0m);
        var running = pods.Where(pod => pod.Text("spec", "nodeName") == node.Name && pod.Text("status", "phase") is not ("Succeeded" or "Failed"));
        foreach (var (resource, amount) in running.SelectMany(Requests))
        {
            load[resource] = load.GetValueOrDefault(resource) + amount;
        }

        return load;
    }

    private static List<string> Lacking(Dictionary<string, decimal> requests, Dictionary<string, decimal> load) =>
        [.. requests.Where(request => load.GetValueOrDefault(request.Key) + request.Value > SimulatedNode.Capacity.GetValueOrDefault(request.Key))
            .Select(request => request.Key)];

    // Containers run together, init containers one after another: the larger of the sum and the largest init container counts.
    private static Dictionary<string, decimal> Requests(JsonObject pod)
    {
        var total = new Dictionary<string, decimal> { ["pods"] = 1 };
        foreach (var (resource, amount) in pod.Items("spec", "containers").SelectMany(ContainerRequests))
        {
            total[resource] = total.GetValueOrDefault(resource) + amount;
        }

        foreach (var (resource, amount) in pod.Items("spec", "initContainers").SelectMany(ContainerRequests))
        {
            total[resource] = Math.Max(total.GetValueOrDefault(resource), amount);
        }

        return total;
    }

    private static IEnumerable<(string Resource, decimal Amount)> ContainerRequests(JsonObject container) =>
        (container.At("resources", "requests") as JsonObject ?? []).Select(request => (request.Key, Quantity.Parse(request.Value!.ToString())));

    private static bool Matches(SimulatedNode node, JsonObject pod)
    {
        var selector = pod.At("spec", "nodeSelector") as JsonObject ?? [];
        var terms = pod.Items("spec", "affinity", "nodeAffinity", "requiredDuringSchedulingIgnoredDuringExecution", "nodeSelectorTerms").ToList();
        return selector.All(label => node.Labels.GetValueOrDefault(label.Key) == label.Value!.ToString())
            && (terms.Count == 0 || terms.Any(term => MatchesTerm(node, term)));
    }

    // The daemon set controller names the node of each of its pods by a field term.
    private static bool MatchesTerm(SimulatedNode node, JsonObject term) =>
        term.Items("matchExpressions").All(expression => MatchesExpression(node.Labels.GetValueOrDefault(expression.Text("key")), expression))
        && term.Items("matchFields").All(expression => MatchesExpression(node.Name, expression));

    private static bool MatchesExpression(string? value, JsonObject expression) => expression.Text("operator") switch
    {
        "In" => value is not null && expression.Strings("values").Contains(value),
        "NotIn" => value is null || !expression.Strings("values").Contains(value),
        "Exists" => value is not null,
        "DoesNotExist" => value is null,
        var other => throw new NotSupportedException($"The node simulator does not know the node affinity operator {other}"),
    };
}
