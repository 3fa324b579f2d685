using System.CommandLine;
using System.Security;
using System.Text;
using PackMan.Distribution.Signing.Keys;

namespace PackMan.Cli.Options;

/// <summary>Where the passphrase of a private key comes from: a file, or a variable.</summary>
internal sealed class PassphraseFlag
{
    private const int Longest = 64 * 1024;

    private readonly Option<string?> _file = Flag.Text("--passphrase-file", "FILE", "File whose first line is the passphrase of the key, `-` for standard input (default: PACKMAN_KEY_PASSWORD, COSIGN_PASSWORD)");

    public void AddTo(Command command) => command.Add(_file);

    /// <summary>The passphrase; null when none was given. One that is empty was given.</summary>
    /// <exception cref="PackManException">The file cannot be read.</exception>
    public string? Read(ParseResult parsed, Surroundings surroundings) => parsed.GetValue(_file) is { } file
        ? ReadFirstLine(file, surroundings)
        : KeyFiles.PassphraseVariables.Select(surroundings.Environment.GetValueOrDefault).FirstOrDefault(value => value is not null);

    private static string ReadFirstLine(string file, Surroundings surroundings)
    {
        try
        {
            using var stream = file == "-" ? surroundings.OpenInput() : File.OpenRead(surroundings.FullPath(file));
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
