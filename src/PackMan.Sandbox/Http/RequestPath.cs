namespace PackMan.Sandbox.Http;

/// <summary>Which resource a URL means.</summary>
/// <param name="Namespace">Null when the path names none.</param>
/// <param name="Name">Null for collections.</param>
internal sealed record ResourcePath(string Group, string Version, string Plural, string? Namespace, string? Name, string Subresource)
{
    /// <summary>The resource of a path below `/api` or `/apis`; null when it names none.</summary>
    public static ResourcePath? TryParse(string path)
    {
        var segments = path.Split('/', StringSplitOptions.RemoveEmptyEntries).Select(Uri.UnescapeDataString).ToArray();
        return segments switch
        {
            ["api", var version, .. { Length: > 0 } rest] => Below("", version, rest),
            ["apis", var group, var version, .. { Length: > 0 } rest] => Below(group, version, rest),
            _ => null,
        };
    }

    private static ResourcePath? Below(string group, string version, string[] rest) => rest switch
    {
        ["namespaces", var name, "status" or "finalize"] when group.Length == 0 => new(group, version, "namespaces", name, name, rest[2]),
        ["namespaces", var space, var plural] => new(group, version, plural, space, null, ""),
        ["namespaces", var space, var plural, var name] => new(group, version, plural, space, name, ""),
        ["namespaces", var space, var plural, var name, var subresource] => new(group, version, plural, space, name, subresource),
        ["namespaces", var name] when group.Length == 0 => new(group, version, "namespaces", name, name, ""),
        [var plural] => new(group, version, plural, null, null, ""),
        [var plural, var name] => new(group, version, plural, null, name, ""),
        [var plural, var name, var subresource] => new(group, version, plural, null, name, subresource),
        _ => null,
    };
}
