using PackMan.Yaml;

namespace PackMan.Sandbox.Patching;

/// <summary>JSON merge patch (RFC 7396).</summary>
internal static class MergePatch
{
    public static YamlNode Apply(YamlNode target, YamlNode patch)
    {
        if (patch is not YamlMap changes)
        {
            return patch;
        }

        var map = target as YamlMap ?? YamlMap.Empty;
        foreach (var (key, change) in changes.Entries)
        {
            map = change is YamlNull ? map.Without(key) : map.With(key, Apply(map.Find(key) ?? YamlNull.Instance, change));
        }

        return map;
    }
}
