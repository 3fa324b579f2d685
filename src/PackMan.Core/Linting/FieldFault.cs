using PackMan.Yaml;

namespace PackMan.Linting;

/// <summary>A field of an object that does not fit its kind.</summary>
/// <param name="Path">Where it stands (`spec.template.spec.containers[0].image`).</param>
/// <param name="Key">The last key of the path.</param>
/// <param name="Node">The value; for a field that is missing the map it is missing from.</param>
internal abstract record FieldFault(string Path, string Key, YamlNode Node)
{
    /// <summary>The kind has no such field.</summary>
    public sealed record Unknown(string Path, string Key, YamlNode Node, string? Nearest) : FieldFault(Path, Key, Node);

    /// <summary>The value is of another type.</summary>
    /// <param name="Expected">`a string`.</param>
    public sealed record WrongType(string Path, string Key, YamlNode Node, string Expected) : FieldFault(Path, Key, Node);

    /// <summary>The value lies outside what the kind's definition allows.</summary>
    /// <param name="Expected">What it must do, to be read after "must" (`be at most 5`).</param>
    public sealed record Invalid(string Path, string Key, YamlNode Node, string Expected, string? Got) : FieldFault(Path, Key, Node);

    /// <summary>The kind needs the field.</summary>
    public sealed record Missing(string Path, string Key, YamlNode Node) : FieldFault(Path, Key, Node);
}
