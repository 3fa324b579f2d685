using PackMan.Values;

namespace PackMan.Distribution.Http;

/// <summary>Something of a registry or repository could not be had.</summary>
public abstract class RemoteException(string message, string? hint, Exception? innerException = null) : PackManException(message, innerException)
{
    public override string? Hint => hint;

    /// <summary>A URL as messages show it: without name, password and query.</summary>
    protected static string Show(Uri url) => ValuesFiles.WithoutSecrets(url);
}

/// <summary>A server gave no answer, or broke off in the middle of one, also when asked again.</summary>
public sealed class NoAnswerException(Uri url, string reason, string hint, Exception? innerException = null)
    : RemoteException($"`{Show(url)}` cannot be reached: {reason}", hint, innerException);

/// <summary>An answer that cannot be what was asked for, or that cannot be followed.</summary>
public sealed class UnusableAnswerException(Uri url, string reason, string? hint = null, Exception? innerException = null)
    : RemoteException($"The answer of `{Show(url)}` is refused: {reason}", hint, innerException);

/// <summary>A file that says how to connect (authorities, certificate, key) and cannot be used.</summary>
public sealed class TransportFileException(string path, string reason, Exception? innerException = null)
    : RemoteException($"`{path}` {reason}", "Check `--ca-file`, `--cert-file` and `--key-file`: each names a file in PEM form", innerException);

/// <summary>A server answered with an error.</summary>
public sealed class RefusalException(Uri url, System.Net.HttpStatusCode status, string? hint)
    : RemoteException($"`{Show(url)}` cannot be fetched: the server answered {(int)status} {Words(status)}", hint)
{
    public System.Net.HttpStatusCode Status { get; } = status;

    /// <summary>What was asked for, after redirects.</summary>
    public Uri Url { get; } = url;

    // `NotFound` as people write it.
    private static string Words(System.Net.HttpStatusCode status) =>
        string.Concat(status.ToString().Select((letter, index) => index > 0 && char.IsAsciiLetterUpper(letter) ? $" {char.ToLowerInvariant(letter)}" : $"{letter}"));
}
