using System.CommandLine;
using PackMan.Distribution;
using PackMan.Distribution.Http;

namespace PackMan.Cli.Options;

/// <summary>How a registry or repository is reached, and who asks.</summary>
internal sealed class RemoteFlags
{
    private readonly Option<string?> _username = Flag.Text("--username", "NAME", "User name for the registry or repository, instead of the one logged in");
    private readonly Option<string?> _password = Flag.Text("--password", "TEXT", "Password for it; other users of this machine can see it while the command runs");
    private readonly Option<string?> _certificate = Flag.Text("--cert-file", "FILE", "Client certificate in PEM form to show to the server");
    private readonly Option<string?> _key = Flag.Text("--key-file", "FILE", "Key of the client certificate");
    private readonly Option<string?> _authority = Flag.Text("--ca-file", "FILE", "Certificate authorities the server's certificate must lead to");
    private readonly Option<bool> _insecure = Flag.Switch("--insecure-skip-tls-verify", "Do not check the server's certificate; anyone on the way can read and change everything");
    private readonly Option<bool> _plainHttp = Flag.Switch("--plain-http", "Speak HTTP without TLS; registries of this machine are tried without it anyway");

    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { _username, _password, _certificate, _key, _authority, _insecure, _plainHttp })
        {
            command.Add(option);
        }
    }

    /// <exception cref="UsageException">A password has no user.</exception>
    public ChartAccessOptions Read(ParseResult parsed, Surroundings surroundings)
    {
        var (username, password) = (parsed.GetValue(_username), parsed.GetValue(_password));
        return username is null && password is not null
            ? throw new UsageException("`--password` needs a user to go with", "Give `--username` too")
            : new ChartAccessOptions { Username = username, Password = password, Transport = ReadTransport(parsed, surroundings) };
    }

    private TransportOptions ReadTransport(ParseResult parsed, Surroundings surroundings) => new()
    {
        CertificateFile = FullPath(parsed.GetValue(_certificate), surroundings),
        KeyFile = FullPath(parsed.GetValue(_key), surroundings),
        AuthorityFile = FullPath(parsed.GetValue(_authority), surroundings),
        SkipsVerification = parsed.GetValue(_insecure),
        IsPlain = parsed.GetValue(_plainHttp),
    };

    private static string? FullPath(string? path, Surroundings surroundings) => path is null ? null : surroundings.FullPath(path);
}
