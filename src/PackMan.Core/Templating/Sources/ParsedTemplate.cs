using Scriban;

namespace PackMan.Templating.Sources;

/// <summary>A template that was parsed once and is rendered as often as needed, from any thread.</summary>
/// <param name="Path">Path inside the chart (`templates/service.yaml`).</param>
internal sealed record ParsedTemplate(string Path, TemplateSource Source, Template Template, TemplateKind Kind)
{
    public const string Folder = "templates/";

    /// <summary>What the file is for; null when it is no template.</summary>
    public static TemplateKind? KindOf(string path)
    {
        var name = path[(path.LastIndexOf('/') + 1)..];
        return name switch
        {
            _ when name.StartsWith('_') => TemplateKind.Partial,
            "NOTES.txt" => TemplateKind.Notes,
            _ when name.EndsWith(".yaml", StringComparison.Ordinal) || name.EndsWith(".yml", StringComparison.Ordinal) => TemplateKind.Manifest,
            _ => null,
        };
    }
}

/// <summary>What becomes of a template.</summary>
internal enum TemplateKind
{
    Manifest,
    Notes,
    Partial,
}
