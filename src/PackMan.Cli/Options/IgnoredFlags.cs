using System.CommandLine;

namespace PackMan.Cli.Options;

/// <summary>Helm's install flags that its `template` takes too, although nothing is installed: scripts that share a list of flags pass them.</summary>
internal static class IgnoredFlags
{
    private const string Reason = "Accepted for Helm's sake: it changes nothing in a local rendering";

    private static readonly string[] Switches =
    [
        "--create-namespace", "--force-conflicts", "--force-replace", "--force", "--replace", "--no-wait", "--wait-for-jobs", "--rollback-on-failure", "--atomic",
        "--take-ownership", "--hide-notes", "--render-subchart-notes",
    ];

    private static readonly string[] Values = ["--timeout", "--description", "--labels"];

    public static void AddTo(Command command)
    {
        foreach (var name in Switches)
        {
            command.Add(new Option<bool>(name) { Description = Reason, Hidden = true });
        }

        foreach (var name in Values)
        {
            command.Add(new Option<string[]>(name) { Description = Reason, Hidden = true });
        }

        command.Options.Single(option => option.Name == "--labels").Aliases.Add("-l");
        command.Add(new BareFlag("--wait", [], Reason) { Hidden = true });
        command.Add(new BareFlag("--server-side", [], Reason) { Hidden = true });
    }
}
