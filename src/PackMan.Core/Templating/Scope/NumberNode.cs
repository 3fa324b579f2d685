using System.Globalization;
using PackMan.Yaml;
using Scriban;
using Scriban.Parsing;
using Scriban.Syntax;

namespace PackMan.Templating.Scope;

/// <summary>
/// A number whose notation no .NET number keeps (`1.5e+3`, forty decimals): written as it is, and calculated with as a double.
/// </summary>
internal sealed class NumberNode(YamlNumber number) : IScriptCustomBinaryOperation, IScriptConvertibleTo, IScriptCustomTypeInfo, IFormattable
{
    public YamlNumber Number => number;

    public string TypeName => "number";

    private double Double => double.Parse(number.Json, NumberStyles.Float, CultureInfo.InvariantCulture);

    public bool TryEvaluate(
        TemplateContext context, SourceSpan span, ScriptBinaryOperator op, SourceSpan leftSpan, object? leftValue, SourceSpan rightSpan, object? rightValue, out object? result)
    {
        result = ScriptBinaryExpression.Evaluate(context, span, op, leftSpan, Calculable(leftValue), rightSpan, Calculable(rightValue));
        return true;
    }

    public bool TryConvertTo(TemplateContext context, SourceSpan span, Type type, out object value)
    {
        value = type.IsInstanceOfType(this) ? this : context.ToObject(span, Double, type)!;
        return true;
    }

    public string ToString(string? format, IFormatProvider? formatProvider) =>
        string.IsNullOrEmpty(format) ? ToString() : Double.ToString(format, formatProvider);

    public override string ToString() => number.IsFinite ? ScalarText.NumberText(number) : number.Text;

    public override bool Equals(object? obj) => obj is NumberNode other && other.Number.Json == number.Json;

    public override int GetHashCode() => number.Json.GetHashCode(StringComparison.Ordinal);

    private static object? Calculable(object? value) => value is NumberNode node ? node.Double : value;
}
