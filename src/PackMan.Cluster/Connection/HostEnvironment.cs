namespace PackMan.Cluster.Connection;

/// <summary>The machine and process this runs in, as far as finding a cluster depends on them.</summary>
/// <param name="Variables">Environment variables; plugins get exactly these.</param>
/// <param name="HomeFolder">Where `.kube/config` lies.</param>
public sealed record HostEnvironment(IReadOnlyDictionary<string, string> Variables, string HomeFolder)
{
    /// <summary>Whether a person can answer a plugin's questions.</summary>
    public bool IsInteractive { get; init; }

    /// <summary>Where pods find their service account.</summary>
    public string ServiceAccountFolder { get; init; } = "/var/run/secrets/kubernetes.io/serviceaccount";

    /// <summary>The value of a variable; null when it is unset or empty.</summary>
    public string? Variable(string name) => Variables.GetValueOrDefault(name) is { Length: > 0 } value ? value : null;
}
