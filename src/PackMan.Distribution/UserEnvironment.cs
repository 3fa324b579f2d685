namespace PackMan.Distribution;

/// <summary>The machine and user this runs for, as far as charts depend on them.</summary>
/// <param name="Variables">Environment variables; credential helpers get exactly these.</param>
/// <param name="HomeFolder">Where `.docker` and the XDG folders lie unless variables say otherwise.</param>
public sealed record UserEnvironment(IReadOnlyDictionary<string, string> Variables, string HomeFolder)
{
    /// <summary>The value of a variable; null when it is unset or empty.</summary>
    public string? Variable(string name) => Variables.GetValueOrDefault(name) is { Length: > 0 } value ? value : null;

    /// <summary>What may be deleted at any time.</summary>
    public string CacheFolder => Variable("PACKMAN_CACHE_HOME") ?? Path.Combine(XdgCache, "packman");

    /// <summary>What the user has told PackMan to remember: logins and repositories.</summary>
    public string ConfigFolder => Path.Combine(XdgConfig, "packman");

    /// <summary>Where all programs keep their settings (https://specifications.freedesktop.org/basedir-spec).</summary>
    public string XdgConfig => Variable("XDG_CONFIG_HOME") ?? Path.Combine(HomeFolder, ".config");

    private string XdgCache => Variable("XDG_CACHE_HOME") ?? Path.Combine(HomeFolder, ".cache");
}
