namespace PackMan.Yaml;

/// <summary>One document of a stream.</summary>
/// <param name="Root">The tree; null documents (`---` and nothing) are a <see cref="YamlNull"/>.</param>
/// <param name="StartLine">1-based line of its `---`, or of its content when it has none.</param>
/// <param name="EndLine">1-based last line before the next document, or of its `...`.</param>
public sealed record YamlDocument(YamlNode Root, int StartLine, int EndLine);
