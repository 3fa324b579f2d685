using PackMan.Yaml;

namespace PackMan.Manifests;

/// <summary>What a template printed is no object a server could take.</summary>
public sealed class ManifestException(string message, CodeFrame? frame, string? hint = null, Exception? innerException = null)
    : PackManException(message, innerException)
{
    public override string? Hint => hint;

    public override CodeFrame? Frame => frame;

    /// <summary>The place of the rendered text that is wrong; null when it is not one place.</summary>
    internal Origin? At { get; init; }

    /// <summary>The earlier place that it clashes with; null when it is wrong by itself.</summary>
    internal Origin? Before { get; init; }

    /// <summary>The same, told at a better place of the template.</summary>
    internal ManifestException MovedTo(CodeFrame? better) => new(Message, better, hint, InnerException) { At = At, Before = Before };
}
