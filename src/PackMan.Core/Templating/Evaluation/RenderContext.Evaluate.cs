using System.Runtime.CompilerServices;
using PackMan.Templating.Output;
using PackMan.Templating.Scope;
using PackMan.Templating.Sources;
using PackMan.Yaml;
using Scriban.Parsing;
using Scriban.Runtime;
using Scriban.Syntax;

namespace PackMan.Templating.Evaluation;

/// <content>The statements and expressions that we evaluate otherwise than Scriban does.</content>
internal sealed partial class RenderContext
{
    public override object? Evaluate(ScriptNode? scriptNode, bool aliasReturnedFunction) =>
        _trace is null ? EvaluateNode(scriptNode, aliasReturnedFunction) : EvaluateTraced(scriptNode, aliasReturnedFunction, _trace);

    private object? EvaluateNode(ScriptNode? scriptNode, bool aliasReturnedFunction)
    {
        // Scriban looks at the stack only where statements and functions begin, and an expression alone can nest deep.
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            throw new TemplateScriptException(scriptNode?.Span ?? CurrentSpan, ScriptErrors.TooDeep(Environment.Limits));
        }

        switch (scriptNode)
        {
            case ScriptRawStatement raw:
                EmitText(raw);
                return null;
            case ScriptExpressionStatement { Parent: not ScriptFunction } statement:
                EvaluateStatement(statement);
                return null;
            case ScriptCaptureStatement capture:
                EvaluateCapture(capture);
                return null;
            case ScriptStatement { Parent: ScriptFunction function } body:
                return Limited(EvaluateBody(body, function), body);
            case ScriptObjectInitializerExpression made:
                return base.Evaluate(made, aliasReturnedFunction) is ScriptObject map ? MadeMap.Of(map) : null;
            case ScriptInterpolatedExpression part:
                return ObjectToString(base.Evaluate(part, false));
            case ScriptBinaryExpression { Operator: ScriptBinaryOperator.EmptyCoalescing } coalescing:
                return EvaluateCoalescing(coalescing);
            case ScriptMemberExpression or ScriptIndexerExpression when MaybePath.HasQuestionMark(scriptNode):
                return EvaluateMaybe(scriptNode, aliasReturnedFunction);
            default:
                return Limited(base.Evaluate(scriptNode, aliasReturnedFunction), scriptNode);
        }
    }

    private void EmitText(ScriptRawStatement raw)
    {
        var slice = raw.Text;
        if (slice.Length == 0 || slice.FullText is not { } text)
        {
            return;
        }

        var source = SourceOf(raw.Span);
        var isSource = ReferenceEquals(text, source.Text);
        var place = Traced(new Place(source, isSource ? slice.Index : raw.Span.Start.Offset, Caller));
        Pieces.Add(new TextPiece(text, slice.Index, slice.Length, place, isSource));
    }

    private void EvaluateStatement(ScriptExpressionStatement statement)
    {
        var output = Pieces;
        var before = output.Pieces.Count;
        var result = base.Evaluate(statement, false);

        // A call that has written by itself (`$$` of a wrap) and returned nothing has no value to write.
        var hasWritten = output.Pieces.Count > before;
        if (statement.CanOutput && !(result is null && hasWritten))
        {
            Emit(result, statement.Expression?.Span ?? statement.Span);
        }
    }

    private void EvaluateCapture(ScriptCaptureStatement capture)
    {
        var output = new PieceOutput(this);
        PushOutput(output);
        try
        {
            Evaluate(capture.Body, false);
        }
        finally
        {
            PopOutput();
        }

        SetValue(capture.Target, Limited(YamlText.Of(output.Pieces), capture));
    }

    /// <summary>The body of a template function: what it returns, or else what it wrote as YAML text.</summary>
    private object? EvaluateBody(ScriptStatement body, ScriptFunction function)
    {
        var output = new PieceOutput(this);
        PushOutput(output);
        var outerLibrary = EnterLibraryOf(function.Span.FileName);
        object? result;
        try
        {
            result = EvaluateApart(body, isBorrowed: outerLibrary is not null);
        }
        finally
        {
            LeaveLibrary(outerLibrary);
            PopOutput();
        }

        var written = YamlText.Of(output.Pieces);
        return result is not null || (written.IsEmpty && function.ReturnType != typeof(void)) ? result : written;
    }

    // What a function of another chart assigns stays inside it.
    private object? EvaluateApart(ScriptStatement body, bool isBorrowed)
    {
        if (!isBorrowed)
        {
            return base.Evaluate(body, false);
        }

        PushGlobal(new MadeMap());
        try
        {
            return base.Evaluate(body, false);
        }
        finally
        {
            PopGlobal();
        }
    }

    /// <summary>`a.b ?? c`: the right side only where the left one is missing or null, and then only.</summary>
    private object? EvaluateCoalescing(ScriptBinaryExpression coalescing) =>
        (MaybePath.IsPath(coalescing.Left) ? EvaluateMaybe(coalescing.Left, false) : Evaluate(coalescing.Left, false))
        ?? Evaluate(coalescing.Right, false);

    private object? EvaluateMaybe(ScriptNode? path, bool aliasReturnedFunction)
    {
        var outer = EnableRelaxedTargetAccess;
        EnableRelaxedTargetAccess = true;
        try
        {
            return Limited(base.Evaluate(path, aliasReturnedFunction), path);
        }
        finally
        {
            EnableRelaxedTargetAccess = outer;
        }
    }

    private void Emit(object? result, SourceSpan span)
    {
        var place = Traced(PlaceOf(span), span.Length, result);
        Piece piece;
        try
        {
            piece = result switch
            {
                YamlText text => new YamlTextPiece(text.WrittenBy(place.Writing), place),
                RawText raw => TextPiece.Made(raw.Text.Replace("\r\n", "\n", StringComparison.Ordinal), place),
                QuotedText quoted => new QuotedPiece(quoted.Content, quoted.Quote, place),
                _ => new ValuePiece(ScriptValue.ToYaml(result), place),
            };
            _trace?.Relate(result, piece is ValuePiece value ? value.Value : YamlNull.Instance);
        }
        catch (NotSupportedException error)
        {
            throw new TemplateScriptException(span, error.Message);
        }

        Pieces.Add(piece);
    }

    // Interpolated strings and several functions of Scriban do not look at its own limit, so that doubling a string
    // forty times would take all memory.
    private object? Limited(object? result, ScriptNode? node)
    {
        var length = result switch
        {
            string text => text.Length,
            YamlText text => text.Size,
            QuotedText quoted => quoted.Content.Length,
            RawText raw => raw.Text.Length,
            _ => 0,
        };
        if (result is YamlText { Depth: var depth } && depth > Environment.Limits.TreeDepth)
        {
            throw new TemplateScriptException(node?.Span ?? CurrentSpan, $"Texts are captured inside one another more than {Environment.Limits.TreeDepth} times");
        }

        return length <= Environment.Limits.StringLength
            ? result
            : throw new TemplateScriptException(node?.Span ?? CurrentSpan, $"A text is longer than {Environment.Limits.StringLength / 1024 / 1024} MiB");
    }
}
