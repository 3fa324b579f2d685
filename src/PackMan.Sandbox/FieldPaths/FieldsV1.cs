using PackMan.Yaml;

namespace PackMan.Sandbox.FieldPaths;

/// <summary>Field sets from and to the `fieldsV1` notation of `managedFields`.</summary>
internal static class FieldsV1
{
    private const string Self = ".";

    public static YamlMap Encode(FieldSet set)
    {
        var keys = new SortedSet<PathElement>(set.Members.Concat(set.Children.Keys));
        return YamlMap.Of(keys.Select(key => KeyValuePair.Create<string, YamlNode>(key.ToFieldsKey(), EncodeBelow(set, key))));
    }

    /// <summary>The set, or null when a key is no path element (the server forgets such entries too).</summary>
    public static FieldSet? TryDecode(YamlMap fields)
    {
        var set = new FieldSet();
        return Fill(set, fields) ? set : null;
    }

    private static YamlMap EncodeBelow(FieldSet set, PathElement key)
    {
        if (set.Below(key) is not { IsEmpty: false } below)
        {
            return YamlMap.Empty;
        }

        var inner = Encode(below);
        return set.HasMember(key) ? YamlMap.Of([KeyValuePair.Create<string, YamlNode>(Self, YamlMap.Empty), .. inner]) : inner;
    }

    private static bool Fill(FieldSet set, YamlMap fields)
    {
        foreach (var (text, value) in fields.Entries)
        {
            if (text == Self)
            {
                continue;
            }

            if (PathElement.TryDecode(text) is not { } element || value is not YamlMap below)
            {
                return false;
            }

            if (below.Count == 0 || below.ContainsKey(Self))
            {
                set.AddMember(element);
            }

            if (below.Keys.Any(key => key != Self) && !Fill(set.Descend(element), below))
            {
                return false;
            }
        }

        return true;
    }
}
