using PackMan.Yaml;

namespace PackMan.Sandbox.Kinds;

/// <summary>An object in another version of its kind: the shape stays, except for the autoscaler.</summary>
internal static class VersionConversion
{
    public static YamlMap Convert(ResourceKind kind, YamlMap value, string apiVersion)
    {
        var from = value.FindString("apiVersion");
        if (from == apiVersion)
        {
            return value;
        }

        if (kind.Is("autoscaling", "HorizontalPodAutoscaler"))
        {
            value = apiVersion == "autoscaling/v1" ? AutoscalerConversion.ToV1(value) : AutoscalerConversion.ToV2(value);
        }

        return value.With("apiVersion", new YamlString(apiVersion));
    }
}
