using System.CommandLine;
using PackMan.Cli.Options;
using PackMan.Distribution;
using PackMan.Distribution.Repositories;

namespace PackMan.Cli.Commands.Repo;

/// <summary>`packman repo add NAME URL`.</summary>
internal sealed class RepoAddCommand : PackManCommand
{
    private const int LongestPassword = 64 * 1024;

    private readonly Argument<string> _name = new("NAME") { Description = "What to call the repository" };
    private readonly Argument<string> _url = new("URL") { Description = "The address of the folder that holds `index.yaml`" };
    private readonly Option<bool> _passwordStdin = Flag.Switch("--password-stdin", "Read the password from standard input, where nobody else sees it");
    private readonly Option<bool> _passCredentials = Flag.Switch("--pass-credentials", "Send the credentials to other servers, too, where the index or a redirect leads to them");
    private readonly Option<bool> _forceUpdate = Flag.Switch("--force-update", "Replace a repository of that name");
    private readonly Option<TimeSpan> _timeout = RepoTimeout.Flag();
    private readonly RemoteFlags _remote = new();

    public RepoAddCommand()
        : base("add", "Add a repository, and fetch its index")
    {
        Details = "The credentials are kept in `repositories.yaml`, which only you can read, and are sent to the repository's own server only.";
        Examples =
        [
            "packman repo add stable https://charts.example.org",
            "packman repo add internal https://charts.example.org/internal --username ada --password-stdin --ca-file ca.pem",
        ];
        Add(_name);
        Add(_url);
        _remote.AddTo(this);
        foreach (var option in new Option[] { _passwordStdin, _passCredentials, _forceUpdate, _timeout })
        {
            Add(option);
        }

        Add(new Option<bool>("--allow-deprecated-repos") { Description = "Accepted for Helm's sake: no repository is refused for its address", Hidden = true });
    }

    public override async Task<int> RunAsync(CommandContext context, CancellationToken cancellationToken = default)
    {
        var repository = ReadRepository(context);
        using var access = context.Reach(new ChartAccessOptions());
        var update = await new RepositoryAddition(access.Repositories).RunAsync(repository, context.Parsed.GetValue(_forceUpdate), context.Parsed.GetValue(_timeout), cancellationToken);
        if (update is { Skipped.Count: > 0 })
        {
            context.Warn(UpdateReport.Skipped(update));
        }

        context.Output.Write(update is null
            ? $"\"{repository.Name}\" already exists with the same configuration, skipping\n"
            : $"\"{repository.Name}\" has been added to your repositories\n");
        return ExitCodes.Done;
    }

    private ChartRepository ReadRepository(CommandContext context)
    {
        var name = context.Parsed.GetRequiredValue(_name);
        if (ChartRepository.FindFault(name) is { } fault)
        {
            throw new UsageException($"`{name}` cannot be the name of a repository: {fault}", "Choose a short name, such as `stable`");
        }

        var repository = ChartRepository.At(name, context.Parsed.GetRequiredValue(_url));
        var options = _remote.Read(context.Parsed, context.Surroundings);
        return repository with
        {
            Username = options.Username ?? repository.Username,
            Password = options.Username is null ? repository.Password : ReadPassword(context, options.Password),
            PassesCredentials = context.Parsed.GetValue(_passCredentials),
            Transport = options.Transport with { IsPlain = false },
        };
    }

    private string ReadPassword(CommandContext context, string? password)
    {
        if (!context.Parsed.GetValue(_passwordStdin))
        {
            return password ?? throw new UsageException("`--username` needs a password to go with", "Pipe it in with `--password-stdin`, so that it shows nowhere");
        }

        using var input = new StreamReader(context.Surroundings.OpenInput());
        var buffer = new char[LongestPassword];
        var text = new string(buffer, 0, input.ReadBlock(buffer)).TrimEnd('\r', '\n');
        return text.Length > 0 ? text : throw new UsageException("`--password-stdin` found no password on standard input", "For example `packman repo add … --password-stdin < password.txt`");
    }
}
