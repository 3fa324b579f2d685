using System.Globalization;
using Scriban.Syntax;

namespace PackMan.Templating.Uses;

/// <content>Values that go into functions and partials, and what comes out.</content>
internal sealed partial class UseAnalysis
{
    private const string Result = "ret";
    private const string AnyArgument = "$";
    private const string AnyScope = "";

    // They give one of their arguments back as it is.
    private static readonly string[] PassingOn = ["default", "required", "coalesce"];

    private static string Argument(int position) => "$" + position.ToString(CultureInfo.InvariantCulture);

    private Reach OfPipe(ScriptPipeCall pipe)
    {
        var from = Of(pipe.From);
        switch (pipe.To)
        {
            case ScriptFunctionCall call:
                return OfCall(call, from, isPiped: true, pipe.From);
            case ScriptVariable function:
                return OfCall(function, [], from, pipe.From);
            case { } other:
                Use(from, isWhole: true, other);
                UseWhole(other);
                return Reach.Nothing;
            default:
                return Reach.Nothing;
        }
    }

    private Reach OfCall(ScriptFunctionCall call, Reach piped, bool isPiped, ScriptNode? from = null) => call.Target switch
    {
        ScriptVariable function => OfCall(function, [.. call.Arguments], isPiped ? piped : null, from ?? call),
        _ => OfUnknown(call.Target, [.. call.Arguments], piped, from ?? call),
    };

    private Reach OfCall(ScriptVariable function, ScriptExpression[] arguments, Reach? piped, ScriptNode? from)
    {
        var node = from ?? function;
        if (function.Name == "include")
        {
            return OfInclude(arguments, piped, node);
        }

        if (PassingOn.Contains(function.Name))
        {
            return arguments.Aggregate(piped ?? Reach.Nothing, (all, argument) => all.With(Of(argument)));
        }

        if (FunctionsOf(function.Name) is { Count: > 0 } own)
        {
            return own.Aggregate(Reach.Nothing, (all, called) => all.With(OfFunction(called, arguments, piped, node)));
        }

        HasTpl |= function.Name == "tpl";
        return OfUnknown(function, arguments, piped ?? Reach.Nothing, node);
    }

    private Reach OfFunction(ScriptFunction function, ScriptExpression[] arguments, Reach? piped, ScriptNode node)
    {
        Bind(ScopeOf(function), function.Parameters?.Select(parameter => parameter.Name?.Name).ToArray() ?? [], arguments, piped, 0, node);
        return Assigned(ScopeOf(function), Result);
    }

    private Reach OfUnknown(ScriptNode? target, ScriptExpression[] arguments, Reach piped, ScriptNode from)
    {
        Use(piped, isWhole: true, from);
        UseWhole(target);
        foreach (var argument in arguments)
        {
            UseWhole(argument);
        }

        return Reach.Nothing;
    }

    private Reach OfInclude(ScriptExpression[] arguments, Reach? piped, ScriptNode node)
    {
        // Piped, the name comes first: `'labels' | include values.x`.
        if (piped is not null || arguments.Length == 0 || arguments[0] is not ScriptLiteral { Value: string name })
        {
            return OfUnknown(null, arguments, piped ?? Reach.Nothing, node);
        }

        var rest = arguments[1..];
        foreach (var part in library.FindAnywhere(name))
        {
            if (part.Partial is { } partial)
            {
                Bind(partial.Source.Path, [], rest, null, 1, node);
            }
            else if (part.Function is { } function)
            {
                OfFunction(function, rest, null, node);
            }
        }

        return Reach.Nothing;
    }

    /// <param name="first">The position of the first argument: what is included finds its own name at 0.</param>
    private void Bind(string scope, string?[] names, ScriptExpression[] arguments, Reach? piped, int first, ScriptNode node)
    {
        var reaches = arguments.Where(argument => argument is not ScriptNamedArgument).Select(Of);
        var position = first;
        foreach (var reach in piped is null ? reaches : reaches.Prepend(piped))
        {
            Assign(scope, Argument(position), reach, node);
            Assign(scope, AnyArgument, reach, node);
            if (position - first < names.Length && names[position - first] is { } name)
            {
                Assign(scope, name, reach, node);
            }

            position++;
        }

        foreach (var argument in arguments.OfType<ScriptNamedArgument>().Where(argument => argument.Name is not null))
        {
            Assign(scope, argument.Name!.Name, Of(argument), argument);
            Assign(scope, $"${argument.Name.Name}", Of(argument), argument);
        }
    }
}
