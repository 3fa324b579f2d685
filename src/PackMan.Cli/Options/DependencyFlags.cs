using System.CommandLine;
using PackMan.Distribution.Signing;

namespace PackMan.Cli.Options;

/// <summary>Helm's flags of `dependency update` and `build` beside those that say how servers are reached.</summary>
internal sealed class DependencyFlags
{
    private readonly Option<bool> _skipRefresh = Flag.Switch("--skip-refresh", "Use the indexes of added repositories as they are, without asking for newer ones");
    private readonly VerificationFlags _verification = new("Refuse what is fetched, at any depth, unless it is signed as the policy asks");

    public bool RefreshesIndexes(ParseResult parsed) => !parsed.GetValue(_skipRefresh);

    /// <summary>Null when nothing is to be verified.</summary>
    /// <exception cref="PackManException">The flags contradict each other, or a file they name is missing or wrong.</exception>
    public VerificationOptions? ReadVerification(ParseResult parsed, Surroundings surroundings) => _verification.Read(parsed, surroundings);

    public void AddTo(Command command)
    {
        command.Add(_skipRefresh);
        _verification.AddTo(command);
    }
}
