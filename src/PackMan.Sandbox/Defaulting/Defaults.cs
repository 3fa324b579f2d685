using PackMan.Sandbox.Kinds;
using PackMan.Yaml;

namespace PackMan.Sandbox.Defaulting;

/// <summary>Defaults of the built-in kinds (`SetDefaults_…` of pkg/apis in Kubernetes).</summary>
internal static class Defaults
{
    public static YamlMap Apply(ResourceKind kind, YamlMap value) => value;
}
