using System.CommandLine;
using PackMan.Cli.Commands;
using PackMan.Distribution.Signing.Keys;

namespace PackMan.Cli.Options;

/// <summary>The private key to sign with.</summary>
internal sealed class SigningFlags
{
    private readonly Option<string?> _key = Flag.Text("--key", "FILE", "Private key in PEM form: ECDSA on P-256, made by `packman generate-key`, openssl or cosign");
    private readonly PassphraseFlag _passphrase = new();

    public void AddTo(Command command)
    {
        command.Add(_key);
        _passphrase.AddTo(command);
    }

    /// <exception cref="PackManException">No key is named, or it cannot be used.</exception>
    public Task<SigningKey> ReadAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var file = context.Parsed.GetValue(_key) ?? throw new UsageException("`packman sign` needs a key", "Name the private key with `--key FILE`; `packman generate-key NAME` makes one");
        return new KeyFiles(name => _passphrase.ReadAsync(context.Parsed, context.Surroundings, name, cancellationToken)).ReadPrivateAsync(context.Surroundings.FullPath(file), file);
    }
}
