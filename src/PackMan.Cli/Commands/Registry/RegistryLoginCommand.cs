using System.CommandLine;
using PackMan.Cli.Options;
using PackMan.Distribution;
using PackMan.Distribution.Oci;

namespace PackMan.Cli.Commands.Registry;

/// <summary>`packman registry login HOST`.</summary>
internal sealed class RegistryLoginCommand : PackManCommand
{
    private readonly Argument<string> _host = new("HOST") { Description = "The registry, with its port if it has one: `ghcr.io`, `localhost:5000`" };
    private readonly LoginFlags _login = new();
    private readonly TransportFlags _transport = new("--insecure", "--insecure-skip-tls-verify");

    public RegistryLoginCommand()
        : base("login", "Check a name and password with a registry and keep them")
    {
        Details = "They go into PackMan's own file, which only you can read, or to the credential helper that the file names (`credsStore`, `credHelpers`). "
            + "Logins of Docker and Helm are read too, so that one of those is enough. What is not given is asked for at the terminal.";
        Examples =
        [
            "packman registry login ghcr.io",
            "packman registry login ghcr.io --username ada --password-stdin",
            "packman registry login localhost:5000 -u ada --password-stdin --plain-http",
        ];
        Add(_host);
        _login.AddTo(this);
        _transport.AddTo(this);
    }

    public override async Task<int> RunAsync(CommandContext context, CancellationToken cancellationToken = default)
    {
        var host = RegistryLogin.ParseHost(context.Parsed.GetRequiredValue(_host));
        var (username, password) = await _login.ReadAsync(context.Parsed, context.Surroundings, cancellationToken);
        using var access = context.Reach(new ChartAccessOptions
        {
            Username = username,
            Password = password,
            Transport = _transport.Read(context.Parsed, context.Surroundings),
        });
        await new RegistryLogin(access.Registries).CheckAsync(host, cancellationToken);
        var place = await access.Credentials.StoreAsync(host, username, password, cancellationToken);
        context.Output.Write("Login Succeeded\n");
        context.Surroundings.Error.WriteLine($"The login is kept in {place}");
        return ExitCodes.Done;
    }
}
