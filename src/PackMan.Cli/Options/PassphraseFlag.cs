using System.CommandLine;
using System.Security;
using System.Text;
using PackMan.Distribution.Signing.Keys;

namespace PackMan.Cli.Options;

/// <summary>Where the passphrase of a private key comes from: a file, a variable, or whoever sits at the terminal.</summary>
internal sealed class PassphraseFlag
{
    private const int Longest = 64 * 1024;

    public Option<string?> File { get; } = Flag.Text("--passphrase-file", "FILE", "File whose first line is the passphrase of the key, `-` for standard input (default: PACKMAN_KEY_PASSWORD, COSIGN_PASSWORD, else asked for at a terminal)");

    public void AddTo(Command command) => command.Add(File);

    /// <summary>The passphrase of a key that is encrypted; null when none was given and nobody can be asked. One that is empty was given.</summary>
    /// <exception cref="PackManException">The file cannot be read.</exception>
    public async Task<string?> ReadAsync(ParseResult parsed, Surroundings surroundings, string key, CancellationToken cancellationToken) =>
        ReadGiven(parsed, surroundings) ?? await AskAsync(surroundings, $"Passphrase of `{key}`: ", cancellationToken);

    /// <summary>The passphrase for a key that is to be made, typed twice at a terminal because nobody sees it; null as for <see cref="ReadAsync"/>.</summary>
    /// <exception cref="PackManException">The file cannot be read, or what was typed differs.</exception>
    public async Task<string?> ChooseAsync(ParseResult parsed, Surroundings surroundings, string key, CancellationToken cancellationToken)
    {
        if (ReadGiven(parsed, surroundings) is { } given)
        {
            return given;
        }

        var typed = await AskAsync(surroundings, $"Passphrase for `{key}`: ", cancellationToken);
        return string.IsNullOrEmpty(typed) || typed == await AskAsync(surroundings, "Once more: ", cancellationToken)
            ? typed
            : throw new UsageException("The two passphrases are not the same", "Run the command again; no key was written");
    }

    private string? ReadGiven(ParseResult parsed, Surroundings surroundings) => parsed.GetValue(File) is { } file
        ? ReadFirstLine(file, surroundings)
        : KeyFiles.PassphraseVariables.Select(surroundings.Environment.GetValueOrDefault).FirstOrDefault(value => value is not null);

    private static async Task<string?> AskAsync(Surroundings surroundings, string question, CancellationToken cancellationToken) =>
        surroundings.Ask is { } ask ? await ask(question, isSecret: true, cancellationToken) : null;

    private static string ReadFirstLine(string file, Surroundings surroundings)
    {
        try
        {
            using var stream = file == "-" ? surroundings.OpenInput() : System.IO.File.OpenRead(surroundings.FullPath(file));
            var bytes = new byte[Longest];
            var text = Encoding.UTF8.GetString(bytes, 0, stream.ReadAtLeast(bytes, Longest, throwOnEndOfStream: false));
            return text.Split('\n', 2)[0].TrimEnd('\r');
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or SecurityException)
        {
            throw new KeyFileException(file, $"cannot be read for the passphrase: {exception.Message.TrimEnd('.')}", "Check the path of `--passphrase-file`", exception);
        }
    }
}
