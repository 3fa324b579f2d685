using System.Text.Json;
using PackMan.Yaml;

namespace PackMan.Sandbox.Kinds;

/// <summary>
/// HorizontalPodAutoscaler between v1 and v2: v1 knows only a CPU percentage and keeps everything else in annotations
/// (pkg/apis/autoscaling/v1/conversion.go of Kubernetes).
/// </summary>
internal static class AutoscalerConversion
{
    private const string MetricsKey = "autoscaling.alpha.kubernetes.io/metrics";
    private const string BehaviorKey = "autoscaling.alpha.kubernetes.io/behavior";

    public static YamlMap ToV2(YamlMap v1)
    {
        var metrics = new List<YamlNode>();
        if (v1.Find("spec", "targetCPUUtilizationPercentage") is { } percentage and not YamlNull)
        {
            metrics.Add(CpuMetric(percentage));
        }

        metrics.AddRange((ReadAnnotation(v1, MetricsKey) as YamlList)?.Items ?? []);
        var v2 = v1.WithoutPath("spec", "targetCPUUtilizationPercentage");
        v2 = metrics.Count > 0 ? v2.WithPath(["spec", "metrics"], YamlList.Of(metrics)) : v2;
        if (ReadAnnotation(v1, BehaviorKey) is YamlMap behavior)
        {
            v2 = v2.WithPath(["spec", "behavior"], behavior);
        }

        return WithoutAnnotations(v2.WithoutPath("status", "currentCPUUtilizationPercentage"));
    }

    public static YamlMap ToV1(YamlMap v2)
    {
        var metrics = (v2.Find("spec", "metrics") as YamlList ?? YamlList.Empty).Items.ToList();
        var cpu = metrics.FindIndex(IsCpuUtilization);
        var v1 = v2.WithoutPath("spec", "metrics").WithoutPath("spec", "behavior").WithoutPath("status", "currentMetrics");
        if (cpu >= 0)
        {
            v1 = v1.WithPath(["spec", "targetCPUUtilizationPercentage"], metrics[cpu].Find("resource", "target", "averageUtilization") ?? YamlNull.Instance);
            metrics.RemoveAt(cpu);
        }

        v1 = metrics.Count > 0 ? WithAnnotation(v1, MetricsKey, YamlList.Of(metrics)) : v1;
        return v2.Find("spec", "behavior") is { } behavior ? WithAnnotation(v1, BehaviorKey, behavior) : v1;
    }

    private static bool IsCpuUtilization(YamlNode metric) =>
        metric.FindString("type") == "Resource"
        && metric.FindString("resource", "name") == "cpu"
        && metric.Find("resource", "target", "averageUtilization") is YamlNumber;

    private static YamlMap CpuMetric(YamlNode percentage) => YamlMap.Empty
        .With("type", new YamlString("Resource"))
        .WithPath(["resource", "name"], new YamlString("cpu"))
        .WithPath(["resource", "target", "type"], new YamlString("Utilization"))
        .WithPath(["resource", "target", "averageUtilization"], percentage);

    private static YamlMap WithAnnotation(YamlMap value, string key, YamlNode content) =>
        value.WithPath(["metadata", "annotations", key], new YamlString(JsonText.Write(content)));

    private static YamlNode? ReadAnnotation(YamlMap value, string key)
    {
        try
        {
            return value.FindString("metadata", "annotations", key) is { } text ? JsonText.Parse(text) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static YamlMap WithoutAnnotations(YamlMap value)
    {
        value = value.WithoutPath("metadata", "annotations", MetricsKey).WithoutPath("metadata", "annotations", BehaviorKey);
        return value.Find("metadata", "annotations") is YamlMap { Count: 0 } ? value.WithoutPath("metadata", "annotations") : value;
    }
}
