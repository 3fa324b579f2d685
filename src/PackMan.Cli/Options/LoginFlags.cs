using System.CommandLine;
using System.Text;

namespace PackMan.Cli.Options;

/// <summary>The name and password of a login: from flags, from standard input, or asked for at the terminal.</summary>
internal sealed class LoginFlags
{
    private const int LongestPassword = 64 * 1024;

    private readonly Option<string?> _username = Flag.Text("--username", "NAME", "User name", "-u");
    private readonly Option<string?> _password = Flag.Text("--password", "TEXT", "Password or access token; other users of this machine can see it while the command runs", "-p");
    private readonly Option<bool> _fromInput = Flag.Switch("--password-stdin", "Read the password or access token from standard input");

    public void AddTo(Command command)
    {
        command.Add(_username);
        command.Add(_password);
        command.Add(_fromInput);
    }

    /// <exception cref="UsageException">Something is missing, and nobody is there to be asked.</exception>
    public async Task<(string Username, string Password)> ReadAsync(ParseResult parsed, Surroundings surroundings, CancellationToken cancellationToken)
    {
        var (username, password, fromInput) = (parsed.GetValue(_username), parsed.GetValue(_password), parsed.GetValue(_fromInput));
        if (fromInput && password is not null)
        {
            throw new UsageException("`--password` and `--password-stdin` exclude each other", "Give one of them");
        }

        if (fromInput && username is null)
        {
            throw new UsageException("`--password-stdin` needs a user to go with", "Give `--username` too");
        }

        username ??= await AskAsync(surroundings, "Username: ", isSecret: false, cancellationToken);
        password ??= fromInput ? await ReadInputAsync(surroundings, cancellationToken) : await AskAsync(surroundings, "Password: ", isSecret: true, cancellationToken);
        return username.Length > 0 && password.Length > 0
            ? (username, password)
            : throw new UsageException(username.Length == 0 ? "The user name is empty" : "The password is empty", "Registries that give out tokens take them as the password, with the name their documentation tells");
    }

    private static Task<string> AskAsync(Surroundings surroundings, string question, bool isSecret, CancellationToken cancellationToken) => surroundings.Ask is { } ask
        ? ask(question, isSecret, cancellationToken)
        : throw new UsageException(
            "A login needs a name and a password, and there is no terminal to ask for them",
            "Give `--username NAME --password-stdin`, and the password on standard input, as in `echo \"$TOKEN\" | packman registry login HOST -u NAME --password-stdin`");

    // What `echo` adds is no part of a password.
    private static async Task<string> ReadInputAsync(Surroundings surroundings, CancellationToken cancellationToken)
    {
        await using var input = surroundings.OpenInput();
        var bytes = new byte[LongestPassword + 1];
        var length = await input.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellationToken);
        if (length > LongestPassword)
        {
            throw new UsageException($"Standard input has more than {LongestPassword / 1024} KiB, which is no password");
        }

        var text = Encoding.UTF8.GetString(bytes, 0, length);
        return text.EndsWith("\r\n", StringComparison.Ordinal) ? text[..^2] : text.EndsWith('\n') ? text[..^1] : text;
    }
}
