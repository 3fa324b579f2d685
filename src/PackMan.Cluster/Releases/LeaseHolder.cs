using System.Globalization;
using PackMan.Yaml;

namespace PackMan.Cluster.Releases;

/// <summary>Who holds a release's lease: enough to tell a person whom to ask, and this host whether that process still lives.</summary>
/// <param name="Host">The host's name.</param>
/// <param name="Boot">What tells this host's present run and process namespace from any other; empty when the system does not say.</param>
/// <param name="ProcessStart">The process's start in the system's own unit, so that a reused process id is told apart.</param>
public sealed record LeaseHolder(string User, string Host, string Boot, int ProcessId, string ProcessStart)
{
    /// <summary>As people read it: `alice on host-1 (process 4711)`.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{User} on {Host} (process {ProcessId})");

    internal YamlMap ToTree() => YamlMap.OfStrings(
    [
        new("user", User),
        new("host", Host),
        new("boot", Boot),
        new("processId", ProcessId.ToString(CultureInfo.InvariantCulture)),
        new("processStart", ProcessStart),
    ]);

    internal static LeaseHolder FromTree(YamlNode tree) => new(
        tree.FindString("user") ?? "somebody",
        tree.FindString("host") ?? "an unknown host",
        tree.FindString("boot") ?? "",
        int.TryParse(tree.FindString("processId"), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : 0,
        tree.FindString("processStart") ?? "");
}
