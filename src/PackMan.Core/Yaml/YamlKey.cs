using System.Globalization;

namespace PackMan.Yaml;

/// <summary>Turns the key of a map into the string that Kubernetes' YAML-to-JSON conversion makes of it.</summary>
internal static class YamlKey
{
    /// <summary>The string; null for keys that have none (null, maps, lists).</summary>
    public static string? TextOf(YamlNode key) => key switch
    {
        YamlString text => text.Value,
        YamlBoolean boolean => boolean.ToString(),
        YamlNumber number => NumberText(number),
        _ => null,
    };

    // sigs.k8s.io/yaml prints floating-point keys with single precision and Go's %g, so that `1.10:` is the key `1.1`.
    private static string NumberText(YamlNumber number)
    {
        if (!number.IsFinite || !number.Json.AsSpan().ContainsAny(".eE"))
        {
            return number.IsFinite ? number.Json : number.Text.TrimStart('+').ToLowerInvariant();
        }

        var value = float.Parse(number.Json, NumberStyles.Float, CultureInfo.InvariantCulture);
        var scientific = Scientific(value);
        var exponent = int.Parse(scientific[(scientific.IndexOf('e', StringComparison.Ordinal) + 1)..], CultureInfo.InvariantCulture);
        return exponent is >= -4 and < 6 ? value.ToString("R", CultureInfo.InvariantCulture) : scientific;
    }

    private static string Scientific(float value)
    {
        for (var precision = 0; ; precision++)
        {
            var text = value.ToString($"e{precision}", CultureInfo.InvariantCulture);
            if (precision == 8 || float.Parse(text, CultureInfo.InvariantCulture).Equals(value))
            {
                // .NET writes three digits of exponent, Go two.
                return text[^3] == '0' ? text.Remove(text.Length - 3, 1) : text;
            }
        }
    }
}
