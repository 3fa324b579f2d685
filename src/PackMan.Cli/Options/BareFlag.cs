using System.CommandLine;

namespace PackMan.Cli.Options;

/// <summary>
/// A flag that takes a value only after `=`, as Go's flags do: `--dry-run` and `--dry-run=client`, but in
/// `--dry-run web ./web` the word `web` is the release.
/// </summary>
internal sealed class BareFlag : Option<string?>
{
    public BareFlag(string name, string[] choices, string description)
        : base(name)
    {
        Description = description;
        HelpName = choices.Length == 0 ? "DIR" : string.Join('|', choices);
        if (choices.Length > 0)
        {
            CustomParser = result => Flag.ReadChoice(result, choices);
            CompletionSources.Add(choices);
        }
    }

    /// <summary>What each such flag stands for when it is alone; the same wherever the flag occurs.</summary>
    public static IReadOnlyDictionary<string, string> Defaults { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["--dry-run"] = "true",
        ["--sandbox"] = "",
        ["--server-side"] = "true",
        ["--wait"] = "watcher",
    };
}
