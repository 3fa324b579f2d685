using Scriban;
using Scriban.Parsing;

namespace PackMan.Templating.Sources;

/// <summary>All parse errors of a chart, so that one run shows them all.</summary>
internal sealed class ParseProblems
{
    private const int MaxShown = 10;

    private readonly List<(CodeFrame Frame, string Text)> _problems = [];

    public void Add(TemplateSource source, Template template)
    {
        foreach (var message in template.Messages.Where(message => message.Type == ParserMessageType.Error))
        {
            var frame = source.Frame(message.Span.Start.Offset, message.Span.Length);
            _problems.Add((frame, message.Message.TrimEnd('.', ' ')));
        }

        // Scriban takes the end of the file for the end of an expression, and what follows the braces for a part of it.
        if (!template.HasErrors && UnclosedBraces(source.Text) is { } offset)
        {
            _problems.Add((source.Frame(offset, "{{".Length), "The braces `{{` are never closed with `}}`"));
        }
    }

    /// <summary>Each problem by itself.</summary>
    public IEnumerable<TemplateException> Each() =>
        _problems.Select(problem => new TemplateException($"Template `{problem.Frame.File}` cannot be parsed: {problem.Text}", problem.Frame));

    private static int? UnclosedBraces(string text)
    {
        // Nearly always the last braces are closed, and nobody has to look closer.
        if (text.LastIndexOf("{{", StringComparison.Ordinal) <= text.LastIndexOf("}}", StringComparison.Ordinal))
        {
            return null;
        }

        int? open = null;
        foreach (var token in new Lexer(text))
        {
            open = token.Type switch
            {
                TokenType.CodeEnter or TokenType.LiquidTagEnter => token.Start.Offset,
                TokenType.CodeExit or TokenType.LiquidTagExit => null,
                _ => open,
            };
        }

        return open;
    }

    public void ThrowIfAny()
    {
        if (_problems.Count == 0)
        {
            return;
        }

        var (frame, text) = _problems[0];
        var others = _problems.Skip(1).Take(MaxShown).Select(problem => $"\n{problem.Frame}: {problem.Text}");
        var more = _problems.Count - 1 - MaxShown is > 0 and var count ? $"\nand {count} more" : "";
        throw new TemplateException($"Template `{frame.File}` cannot be parsed: {text}{string.Concat(others)}{more}", frame);
    }
}
