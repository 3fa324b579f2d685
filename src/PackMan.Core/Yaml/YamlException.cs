namespace PackMan.Yaml;

/// <summary>Text that is no YAML as Kubernetes takes it, or a tree that no YAML can express.</summary>
public sealed class YamlException(string message, CodeFrame? frame = null, string? hint = null, Exception? innerException = null)
    : PackManException(message, innerException)
{
    public override string? Hint => hint;

    public override CodeFrame? Frame => frame;
}
