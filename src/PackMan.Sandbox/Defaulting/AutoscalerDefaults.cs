using PackMan.Yaml;

namespace PackMan.Sandbox.Defaulting;

/// <summary>Defaults of HorizontalPodAutoscaler in both versions.</summary>
internal static class AutoscalerDefaults
{
    private const int CpuPercentage = 80;

    public static YamlMap Apply(YamlMap value) => value.Edit(value.FindString("apiVersion") == "autoscaling/v1" ? OfV1 : OfV2, "spec");

    // Storage is v2, where no metric at all means this one.
    private static YamlMap OfV1(YamlMap spec) => spec.Default(1, "minReplicas").Default(CpuPercentage, "targetCPUUtilizationPercentage");

    private static YamlMap OfV2(YamlMap spec)
    {
        spec = spec.Default(1, "minReplicas").Edit(OfBehavior, "behavior");
        if (spec.ItemsAt("metrics").Count > 0)
        {
            return spec;
        }

        return spec.With("metrics", YamlList.Of(YamlMap.Empty
            .With("type", new YamlString("Resource"))
            .WithPath(["resource", "name"], new YamlString("cpu"))
            .WithPath(["resource", "target", "type"], new YamlString("Utilization"))
            .WithPath(["resource", "target", "averageUtilization"], new YamlNumber(CpuPercentage))));
    }

    private static YamlMap OfBehavior(YamlMap behavior) => behavior
        .Default(YamlMap.Empty, "scaleUp")
        .Default(YamlMap.Empty, "scaleDown")
        .Edit(rules => OfRules(rules.Default(0, "stabilizationWindowSeconds"), [Policy(4, "Pods"), Policy(100, "Percent")]), "scaleUp")
        .Edit(rules => OfRules(rules, [Policy(100, "Percent")]), "scaleDown");

    private static YamlMap OfRules(YamlMap rules, IEnumerable<YamlNode> policies) =>
        rules.Default("Max", "selectPolicy").Default(YamlList.Of(policies), "policies");

    private static YamlMap Policy(int value, string type) => YamlMap.Empty
        .With("type", new YamlString(type))
        .With("value", new YamlNumber(value))
        .With("periodSeconds", new YamlNumber(15));
}
