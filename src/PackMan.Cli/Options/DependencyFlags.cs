using System.CommandLine;

namespace PackMan.Cli.Options;

/// <summary>Helm's flags of `dependency update` and `build` beside those that say how servers are reached.</summary>
internal static class DependencyFlags
{
    private const string NoSignatures = "signatures of dependencies are not checked in this version; `Chart.lock` pins the content of each";

    public static void AddTo(Command command)
    {
        command.Add(Flag.Switch("--skip-refresh", "Accepted for Helm's sake: only what a dependency needs is ever refreshed"));
        command.Add(new RefusedFlag("--verify", NoSignatures, "Check the archive before you depend on it"));
        command.Add(new RefusedFlag("--keyring", NoSignatures, "Leave it out"));
    }
}
