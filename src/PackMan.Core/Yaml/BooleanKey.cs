namespace PackMan.Yaml;

/// <summary>Keys such as `on`, `yes` and `y`, which YAML as Kubernetes reads it takes for `true` or `false`.</summary>
internal static class BooleanKey
{
    /// <summary>What to add to a complaint about a key that nobody knows; empty for other keys.</summary>
    public static string Hint(string key) => key switch
    {
        "true" => " (YAML reads keys such as `on`, `yes` and `y` as `true`; quote the key if it is a name)",
        "false" => " (YAML reads keys such as `off`, `no` and `n` as `false`; quote the key if it is a name)",
        _ => "",
    };
}
