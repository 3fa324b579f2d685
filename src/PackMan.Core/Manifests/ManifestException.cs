namespace PackMan.Manifests;

/// <summary>What a template printed is no object a server could take.</summary>
public sealed class ManifestException(string message, CodeFrame? frame, string? hint = null, Exception? innerException = null)
    : PackManException(message, innerException)
{
    public override string? Hint => hint;

    public override CodeFrame? Frame => frame;
}
