using System.CommandLine;
using System.Text;
using PackMan.Cli.Options;
using PackMan.Distribution;
using PackMan.Distribution.Signing.Keys;

namespace PackMan.Cli.Commands;

/// <summary>`packman generate-key NAME`.</summary>
internal sealed class GenerateKeyCommand : PackManCommand
{
    private readonly Argument<string> _name = new("NAME") { Description = "Path of the pair without ending: NAME.key becomes the private key, NAME.pub the public one" };
    private readonly PassphraseFlag _passphrase = new();
    private readonly Option<bool> _noPassphrase = Flag.Switch("--no-passphrase", "Write the private key unencrypted: whoever gets the file can sign in your name");

    public GenerateKeyCommand()
        : base("generate-key", "Make a pair of keys to sign charts with")
    {
        Details = "An ECDSA key on P-256: the private key as encrypted PKCS#8, the public one as PEM, both as openssl reads them. Existing files are never overwritten.";
        Examples = ["packman generate-key release", "packman generate-key keys/release --passphrase-file passphrase.txt"];
        Add(_name);
        _passphrase.AddTo(this);
        Add(_noPassphrase);
    }

    public override async Task<int> RunAsync(CommandContext context, CancellationToken cancellationToken = default)
    {
        var name = context.Parsed.GetRequiredValue(_name);
        var (privateFile, publicFile) = (name + ".key", name + ".pub");
        foreach (var file in new[] { privateFile, publicFile }.Where(file => Path.Exists(context.Surroundings.FullPath(file))))
        {
            throw new KeyFileException(file, "exists already", "Choose another name: charts signed with a key that is gone can be checked, but no more signed");
        }

        var passphrase = await ReadPassphraseAsync(context, privateFile, cancellationToken);
        using var key = SigningKey.Generate(publicFile);
        Write(context, privateFile, key.ToPem(passphrase), AtomicFile.Private);
        Write(context, publicFile, key.Public.ToPem(), AtomicFile.Public);
        context.Output.Write($"Private key: {privateFile}\nPublic key: {publicFile}\nFingerprint: {key.Public.Fingerprint}\n");
        return ExitCodes.Done;
    }

    private async Task<string?> ReadPassphraseAsync(CommandContext context, string privateFile, CancellationToken cancellationToken)
    {
        if (context.Parsed.GetValue(_noPassphrase))
        {
            return null;
        }

        return await _passphrase.ChooseAsync(context.Parsed, context.Surroundings, privateFile, cancellationToken) is { Length: > 0 } passphrase
            ? passphrase
            : throw new UsageException("A private key needs a passphrase", "Put one into the variable PACKMAN_KEY_PASSWORD or into a file named with `--passphrase-file`, or say `--no-passphrase`");
    }

    private static void Write(CommandContext context, string file, string content, UnixFileMode mode)
    {
        try
        {
            AtomicFile.Write(context.Surroundings.FullPath(file), Encoding.ASCII.GetBytes(content), mode);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new KeyFileException(file, $"cannot be written: {exception.Message.TrimEnd('.')}", "Name a folder that exists and that you may write to", exception);
        }
    }
}
