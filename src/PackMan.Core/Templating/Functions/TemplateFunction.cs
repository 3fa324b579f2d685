using PackMan.Templating.Evaluation;
using Scriban;
using Scriban.Runtime;
using Scriban.Syntax;

namespace PackMan.Templating.Functions;

/// <summary>
/// A function that templates call: a name, its parameters and what it does. A parameter `name?` may be left out, and a last one
/// `name...` takes any number.
/// </summary>
internal sealed class TemplateFunction(string name, string[] parameters, Func<FunctionCall, object?> body) : IScriptCustomFunction
{
    public string Name => name;

    public IReadOnlyList<string> Parameters => parameters;

    /// <summary>How a call is written: the name and the parameters.</summary>
    public string Signature => string.Join(' ', [name, .. parameters]);

    public int RequiredParameterCount => parameters.Count(parameter => !parameter.EndsWith('?') && !parameter.EndsWith("...", StringComparison.Ordinal));

    public int ParameterCount => parameters.Length;

    public ScriptVarParamKind VarParamKind =>
        parameters.Length > 0 && parameters[^1].EndsWith("...", StringComparison.Ordinal) ? ScriptVarParamKind.Direct : ScriptVarParamKind.None;

    public Type ReturnType => typeof(object);

    public ScriptParameterInfo GetParameterInfo(int index)
    {
        var parameter = index < parameters.Length ? parameters[index] : "argument";
        if (VarParamKind == ScriptVarParamKind.Direct)
        {
            // No argument can be named so: what a call of `include` names is for the partial, be it `name`.
            return new ScriptParameterInfo(typeof(object), $"{parameter.TrimEnd('.')}...");
        }

        return parameter.EndsWith('?')
            ? new ScriptParameterInfo(typeof(object), parameter.TrimEnd('?'), null)
            : new ScriptParameterInfo(typeof(object), parameter.TrimEnd('.'));
    }

    public object? Invoke(TemplateContext context, ScriptNode? callerContext, ScriptArray arguments, ScriptBlockStatement? blockStatement) =>
        body(new FunctionCall((RenderContext)context, this, callerContext, arguments));

    public ValueTask<object?> InvokeAsync(TemplateContext context, ScriptNode? callerContext, ScriptArray arguments, ScriptBlockStatement? blockStatement) =>
        ValueTask.FromResult(Invoke(context, callerContext, arguments, blockStatement));
}
