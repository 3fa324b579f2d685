using System.CommandLine;

namespace PackMan.Cli.Options;

/// <summary>Helm's flags of `dependency update` and `build` beside those that say how servers are reached.</summary>
internal sealed class DependencyFlags
{
    private const string NoSignatures = "signatures of dependencies are not checked in this version; `Chart.lock` pins the content of each";

    private readonly Option<bool> _skipRefresh = Flag.Switch("--skip-refresh", "Use the indexes of added repositories as they are, without asking for newer ones");

    public bool RefreshesIndexes(ParseResult parsed) => !parsed.GetValue(_skipRefresh);

    public void AddTo(Command command)
    {
        command.Add(_skipRefresh);
        command.Add(new RefusedFlag("--verify", NoSignatures, "Check the archive before you depend on it"));
        command.Add(new RefusedFlag("--keyring", NoSignatures, "Leave it out"));
    }
}
