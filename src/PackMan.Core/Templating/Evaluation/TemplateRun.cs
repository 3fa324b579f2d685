using PackMan.Templating.Output;
using PackMan.Templating.Sources;
using Scriban.Parsing;
using Scriban.Syntax;

namespace PackMan.Templating.Evaluation;

/// <summary>One rendering of one template, from pieces to text, with errors that point into the templates.</summary>
internal static class TemplateRun
{
    public static RenderedFile RenderFile(RenderEnvironment environment, ParsedTemplate template, CancellationToken stop)
    {
        var pieces = Evaluate(environment, template, stop);
        var (text, lines) = YamlOutput.Write(pieces, environment.Limits.Output, CheckTime);
        return new RenderedFile(template.Source.Path, text, lines);

        void CheckTime()
        {
            if (stop.IsCancellationRequested)
            {
                throw new TemplateException(ScriptErrors.TooSlow(environment.Limits), template.Source.Frame(0)) { IsOutOfTime = true };
            }
        }
    }

    /// <summary>A template that is no YAML.</summary>
    public static string RenderText(RenderEnvironment environment, ParsedTemplate template, CancellationToken stop) =>
        PlainText.Of(Evaluate(environment, template, stop));

    private static IReadOnlyList<Piece> Evaluate(RenderEnvironment environment, ParsedTemplate template, CancellationToken stop)
    {
        RenderContext? context = null;
        try
        {
            context = new RenderContext(environment, template, stop);
            return context.Render();
        }
        catch (ScriptRuntimeException error)
        {
            throw Explain(error, context, environment.Limits);
        }
        catch (InsufficientExecutionStackException)
        {
            throw new TemplateException($"Template `{template.Source.Path}` nests too deep", template.Source.Frame(0));
        }
    }

    private static TemplateException Explain(ScriptRuntimeException error, RenderContext? context, Limits limits)
    {
        var (message, hint) = ScriptErrors.Explain(error, limits);
        return new TemplateException(message, FrameOf(error.Span, context), hint, error is TemplateScriptException ? null : error)
        {
            IsRefusal = error is TemplateScriptException { IsRefusal: true },
            Reads = context?.ReadsAtFailure.All ?? [],
            IsOutOfTime = error is ScriptAbortException,
        };
    }

    private static CodeFrame? FrameOf(SourceSpan span, RenderContext? context)
    {
        if (context is null)
        {
            return null;
        }

        var caller = context.HasFailed ? context.FailedCaller : context.Caller;
        return new Place(context.SourceOf(span), span.Start.Offset, caller).ToFrame(span.Length);
    }
}
