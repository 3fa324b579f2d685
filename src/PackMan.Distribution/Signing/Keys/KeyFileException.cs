namespace PackMan.Distribution.Signing.Keys;

/// <summary>A file that holds no key that can be used. Nothing of its content is told.</summary>
/// <param name="path">As the user knows it.</param>
/// <param name="reason">To stand behind the path: `is no PEM file`.</param>
public sealed class KeyFileException(string path, string reason, string? hint, Exception? innerException = null) : PackManException($"`{path}` {reason}", innerException)
{
    public string Path { get; } = path;

    public override string? Hint => hint;
}
