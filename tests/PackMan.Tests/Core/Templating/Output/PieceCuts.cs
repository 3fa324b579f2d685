using System.Text;
using PackMan.Templating;
using PackMan.Templating.Evaluation;
using PackMan.Templating.Output;
using PackMan.Templating.Sources;
using Scriban;
using Scriban.Syntax;

namespace PackMan.Tests.Core.Templating.Output;

/// <summary>Renders cases with their template text cut into other pieces.</summary>
internal static class PieceCuts
{
    public static string Write(YamlOutputCase test) => Write(Pieces(test));

    /// <summary>Every character of text becomes a piece of its own.</summary>
    public static string WriteCut(YamlOutputCase test) => Write([.. Pieces(test).SelectMany(Cut)]);

    /// <summary>The template with every stretch of text, and the middle of it, inside `if true`.</summary>
    public static string WrapText(string template)
    {
        var text = template.Replace("\r\n", "\n", StringComparison.Ordinal);
        var output = new StringBuilder();
        var copied = 0;
        foreach (var raw in Raws(Template.Parse(text).Page!.Body!).Where(raw => raw.Text.Length > 0))
        {
            var (start, middle, end) = (raw.Text.Index, raw.Text.Index + raw.Text.Length / 2, raw.Text.Index + raw.Text.Length);
            output.Append(text, copied, start - copied).Append("{{ if true }}").Append(text, start, middle - start);
            output.Append("{{ end }}{{ if true }}").Append(text, middle, end - middle).Append("{{ end }}");
            copied = end;
        }

        return output.Append(text, copied, text.Length - copied).ToString();
    }

    private static IEnumerable<ScriptRawStatement> Raws(ScriptNode node)
    {
        if (node is ScriptRawStatement raw)
        {
            return [raw];
        }

        return Enumerable.Range(0, node.ChildrenCount).Select(node.GetChildren).OfType<ScriptNode>().SelectMany(Raws);
    }

    private static IReadOnlyList<Piece> Pieces(YamlOutputCase test)
    {
        var request = TestCharts.Request(test.Template, test.Values, test.Files);
        var environment = new RenderEnvironment(request, request.Root, TemplateLibrary.Load(request.Root), Limits.Default);
        return new RenderContext(environment, environment.Library.Rendered.Single(), CancellationToken.None).Render();
    }

    private static IEnumerable<Piece> Cut(Piece piece) => piece switch
    {
        TextPiece text => Enumerable.Range(0, text.Length).Select(index => text.Slice(index, 1)),
        _ => [piece],
    };

    private static string Write(IReadOnlyList<Piece> pieces)
    {
        try
        {
            return YamlOutput.Write(pieces, Limits.Default.Output, () => { }).Text;
        }
        catch (TemplateException error)
        {
            return $"{error.Message} at {error.Frame}";
        }
    }
}
