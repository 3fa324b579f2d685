namespace PackMan.Distribution.Credentials;

/// <summary>A file of credentials that cannot be read or written.</summary>
public sealed class CredentialFileException(string path, string reason, Exception? innerException = null)
    : PackManException($"The registry configuration `{path}` {reason}", innerException)
{
    public string Path { get; } = path;

    public override string Hint => "Correct or remove the file, or name another one with `--registry-config`";
}

/// <summary>A credential helper that could not do what it was asked.</summary>
public sealed class CredentialHelperException(string command, string namedBy, string reason)
    : PackManException($"The credential helper `{command}`, which `{namedBy}` names, {reason}")
{
    public override string Hint => $"Check it with `echo REGISTRY | {command} get`, or take it out of `{namedBy}`";
}
