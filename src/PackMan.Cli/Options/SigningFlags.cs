using System.CommandLine;
using PackMan.Cli.Commands;
using PackMan.Cli.Parsing;
using PackMan.Distribution.Signing;
using PackMan.Distribution.Signing.Keys;
using PackMan.Distribution.Signing.Provenance;

namespace PackMan.Cli.Options;

/// <summary>The private key to sign with: a PEM file, or one of an OpenPGP keyring.</summary>
/// <param name="asker">What needs a key, for messages: `packman sign`.</param>
internal sealed class SigningFlags(string asker)
{
    private readonly Option<string?> _key = Flag.Text("--key", "FILE", "Private key in PEM form: ECDSA on P-256, made by `packman generate-key`, openssl or cosign. With `--keyring`, the user ID (or a part of it) or the fingerprint of the key in it");
    private readonly Option<string?> _keyring = Flag.Text("--keyring", "FILE", "OpenPGP keyring with the private key, from `gpg --export-secret-keys`; makes Helm's `.prov` file in place of `.sig`");
    private readonly PassphraseFlag _passphrase = new();

    public void AddTo(Command command)
    {
        command.Add(_key);
        command.Add(_keyring);
        _passphrase.AddTo(command);
    }

    /// <summary>The flag that was given of these; null when there is none.</summary>
    public string? FindGiven(ParseResult parsed) => new[] { _key, _keyring, _passphrase.File }.FirstOrDefault(option => parsed.GetValue(option) is not null)?.Name;

    /// <summary>A key for archives.</summary>
    /// <exception cref="PackManException">No key is named, or it cannot be used.</exception>
    public async Task<IArchiveSigner> ReadAsync(CommandContext context, CancellationToken cancellationToken) => context.Parsed.GetValue(_keyring) is { } keyring
        ? await ProvenanceKey.ReadAsync(context.Surroundings.FullPath(keyring), keyring, NameOfKey(context, "the user ID or the fingerprint of the key"), Passphrase(context, cancellationToken), context.Surroundings.Time)
        : await ReadPemAsync(context, cancellationToken);

    /// <summary>A key for registries.</summary>
    /// <exception cref="PackManException">No key is named, or it cannot be used.</exception>
    public Task<SigningKey> ReadPemAsync(CommandContext context, CancellationToken cancellationToken)
    {
        if (context.Parsed.GetValue(_keyring) is not null)
        {
            throw new UsageException("`--keyring` makes a `.prov` file, which comes into a registry with its archive only", "Sign the `.tgz` before `packman push`, or sign the chart in the registry with a PEM key");
        }

        var file = NameOfKey(context, "the private key");
        return new KeyFiles(Passphrase(context, cancellationToken)).ReadPrivateAsync(context.Surroundings.FullPath(file), file);
    }

    private string NameOfKey(CommandContext context, string what) => context.Parsed.GetValue(_key) is { Length: > 0 } key
        ? key
        : throw new UsageException($"{asker} needs a key", $"Name {what} with `--key`; `packman generate-key NAME` makes one in PEM form");

    private Func<string, Task<string?>> Passphrase(CommandContext context, CancellationToken cancellationToken) =>
        name => _passphrase.ReadAsync(context.Parsed, context.Surroundings, name, cancellationToken);
}
