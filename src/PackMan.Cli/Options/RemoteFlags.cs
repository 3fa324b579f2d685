using System.CommandLine;
using PackMan.Distribution;

namespace PackMan.Cli.Options;

/// <summary>How a registry or repository is reached, and who asks.</summary>
internal sealed class RemoteFlags
{
    private readonly Option<string?> _username = Flag.Text("--username", "NAME", "User name for the registry or repository, instead of the one logged in");
    private readonly Option<string?> _password = Flag.Text("--password", "TEXT", "Password for it; other users of this machine can see it while the command runs");
    private readonly TransportFlags _transport = new();

    public void AddTo(Command command)
    {
        command.Add(_username);
        command.Add(_password);
        _transport.AddTo(command);
    }

    /// <exception cref="UsageException">A password has no user.</exception>
    public ChartAccessOptions Read(ParseResult parsed, Surroundings surroundings)
    {
        var (username, password) = (parsed.GetValue(_username), parsed.GetValue(_password));
        return username is null && password is not null
            ? throw new UsageException("`--password` needs a user to go with", "Give `--username` too")
            : new ChartAccessOptions { Username = username, Password = password, Transport = _transport.Read(parsed, surroundings) };
    }
}
