using PackMan.Actions.Install;

namespace PackMan.Actions.Upgrade;

/// <summary>What an upgrade was asked to do: an install's options and how they meet what is there.</summary>
public sealed record UpgradeOptions
{
    public required InstallOptions Target { get; init; }

    /// <summary>Install when the release does not exist, and converge from any status.</summary>
    public bool Install { get; init; }

    public ValuesReuse Reuse { get; init; } = ValuesReuse.Default;
}

/// <summary>Which supplied values of the last deployed revision an upgrade starts from.</summary>
public enum ValuesReuse
{
    /// <summary>The last supplied values when nothing is supplied now, else only what is supplied now.</summary>
    Default,

    /// <summary>`--reuse-values`: last supplied values, then those supplied now.</summary>
    Reuse,

    /// <summary>`--reset-values`: only what is supplied now.</summary>
    Reset,
}
