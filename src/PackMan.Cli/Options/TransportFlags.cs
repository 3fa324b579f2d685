using System.CommandLine;
using PackMan.Distribution.Http;

namespace PackMan.Cli.Options;

/// <summary>How a registry or repository is reached.</summary>
/// <param name="insecureName">What Helm's command calls the flag that leaves the server's certificate unchecked.</param>
internal sealed class TransportFlags(string insecureName = "--insecure-skip-tls-verify", params string[] insecureAliases)
{
    private readonly Option<string?> _certificate = Flag.Text("--cert-file", "FILE", "Client certificate in PEM form to show to the server");
    private readonly Option<string?> _key = Flag.Text("--key-file", "FILE", "Key of the client certificate");
    private readonly Option<string?> _authority = Flag.Text("--ca-file", "FILE", "Certificate authorities the server's certificate must lead to");
    private readonly Option<bool> _insecure = Flag.Switch(insecureName, "Do not check the server's certificate; anyone on the way can read and change everything", insecureAliases);
    private readonly Option<bool> _plainHttp = Flag.Switch("--plain-http", "Speak HTTP without TLS; registries of this machine are tried without it anyway");

    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { _certificate, _key, _authority, _insecure, _plainHttp })
        {
            command.Add(option);
        }
    }

    public TransportOptions Read(ParseResult parsed, Surroundings surroundings) => new()
    {
        CertificateFile = FullPath(parsed.GetValue(_certificate), surroundings),
        KeyFile = FullPath(parsed.GetValue(_key), surroundings),
        AuthorityFile = FullPath(parsed.GetValue(_authority), surroundings),
        SkipsVerification = parsed.GetValue(_insecure),
        IsPlain = parsed.GetValue(_plainHttp),
    };

    private static string? FullPath(string? path, Surroundings surroundings) => path is null ? null : surroundings.FullPath(path);
}
