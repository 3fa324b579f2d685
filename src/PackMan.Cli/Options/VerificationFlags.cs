using System.CommandLine;
using PackMan.Distribution.Signing;

namespace PackMan.Cli.Options;

/// <summary>`--verify`, and whose signatures count then.</summary>
internal sealed class VerificationFlags
{
    private readonly Option<bool> _verify;
    private readonly TrustFlags _trust;

    /// <param name="description">Of `--verify`.</param>
    /// <param name="hasKeyring">Whether `--keyring` names keys to check with.</param>
    public VerificationFlags(string description = "Refuse the chart unless it is signed as the policy asks; what is checked is what is used", bool hasKeyring = true)
    {
        _verify = Flag.Switch("--verify", description);
        _trust = new TrustFlags { HasKeyring = hasKeyring };
    }

    public void AddTo(Command command)
    {
        command.Add(_verify);
        _trust.AddTo(command);
    }

    /// <summary>Null when nothing is to be verified.</summary>
    /// <exception cref="PackManException">The flags contradict each other, or a file they name is missing or wrong.</exception>
    public VerificationOptions? Read(ParseResult parsed, Surroundings surroundings)
    {
        if (parsed.GetValue(_verify))
        {
            return new VerificationOptions(_trust.Read(parsed, surroundings), verified => surroundings.Error.WriteLine(TrustFlags.Tell(verified)));
        }

        // Whoever names a keyring and forgets the flag must not believe that anything was checked.
        var idle = new[] { _trust.Policy, _trust.Keyring }.FirstOrDefault(option => parsed.GetValue(option) is not null);
        return idle is null ? null : throw new UsageException($"`{idle.Name}` says whose signatures count, and nothing asks for one", "Give `--verify` too");
    }
}
