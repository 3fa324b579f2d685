using PackMan.Manifests;
using PackMan.Yaml;

namespace PackMan.Cluster.Readiness;

/// <summary>Reads the usual parts of a live object.</summary>
internal static class StatusReading
{
    /// <summary>A count; <paramref name="absent"/> when it is not there, as servers leave zeros out.</summary>
    public static long Count(this KubernetesObject live, long absent, params ReadOnlySpan<string> path) =>
        (live.Content.Find(path) as YamlNumber)?.AsInt64 ?? absent;

    public static string? Text(this KubernetesObject live, params ReadOnlySpan<string> path) => live.Content.FindString(path);

    public static bool Flag(this KubernetesObject live, params ReadOnlySpan<string> path) => live.Content.Find(path) is YamlBoolean { Value: true };

    /// <summary>A condition of the status; null when it is not there.</summary>
    public static StatusCondition? Condition(this KubernetesObject live, string type)
    {
        var condition = Maps(live.Content, "status", "conditions").FirstOrDefault(entry => entry.FindString("type") == type);
        return condition is null ? null : new StatusCondition(
            condition.FindString("status") ?? "", condition.FindString("reason") ?? "", condition.FindString("message") ?? "");
    }

    public static IEnumerable<YamlMap> Maps(this YamlNode parent, params ReadOnlySpan<string> path) =>
        (parent.Find(path) as YamlList ?? YamlList.Empty).Items.OfType<YamlMap>();
}

/// <summary>One entry of `status.conditions`.</summary>
internal sealed record StatusCondition(string Status, string Reason, string Message)
{
    public bool IsTrue => Status == "True";

    public bool IsFalse => Status == "False";

    /// <summary>The message, without its full stop because it stands inside a sentence of ours, or else the reason, or else what is known at least.</summary>
    public string Why => Message.Length > 0 ? Message.TrimEnd('.') : Reason.Length > 0 ? Reason : $"its condition is {Status}";
}
