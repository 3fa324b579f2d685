namespace PackMan.Yaml;

/// <summary>What a reader takes before it gives up, so that no file can exhaust memory, stack or time.</summary>
public sealed record YamlReaderLimits
{
    /// <summary>For manifests: infinite numbers are refused, as Kubernetes cannot hold them.</summary>
    public static YamlReaderLimits Default { get; } = new();

    /// <summary>For values, which may hold an infinite number as long as nothing is rendered from it.</summary>
    public static YamlReaderLimits ForValues { get; } = new() { AllowsNonFiniteNumbers = true };

    /// <summary>How deep maps and lists may nest. Kubernetes' own decoders stop at about the same depth in practice.</summary>
    public int MaxDepth { get; init; } = 100;

    /// <summary>Nodes of the stream, those behind aliases counted each time they are used.</summary>
    public int MaxNodes { get; init; } = 1_000_000;

    /// <summary>Characters of the stream, and of all its scalars with aliases expanded.</summary>
    public int MaxCharacters { get; init; } = 10 * 1024 * 1024;

    /// <summary>Whether `.inf` and `.nan` are read as numbers (<see cref="YamlNumber.IsFinite"/> is false) instead of refused.</summary>
    public bool AllowsNonFiniteNumbers { get; init; }
}
