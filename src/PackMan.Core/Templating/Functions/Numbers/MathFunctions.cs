using System.Globalization;

namespace PackMan.Templating.Functions.Numbers;

/// <summary>Calculations with decimals, so that `0.1 + 0.2` is `0.3` and digits stay as they were written.</summary>
internal static class MathFunctions
{
    private const int MaxFormatLength = 64;

    public static object? Abs(FunctionCall call) => NumberValue.Exactly(Math.Abs(call.Number(0)));

    public static object? Ceil(FunctionCall call) => NumberValue.Of(decimal.Ceiling(call.Number(0)));

    public static object? Floor(FunctionCall call) => NumberValue.Of(decimal.Floor(call.Number(0)));

    /// <summary>To so many decimals, half away from zero.</summary>
    public static object? Round(FunctionCall call)
    {
        var (number, decimals) = (call.Number(0), call.Has(1) ? call.Integer(1) : 0);
        return decimals is >= 0 and <= 28
            ? NumberValue.Exactly(decimal.Round(number, decimals, MidpointRounding.AwayFromZero))
            : throw call.Error($"`{call.Name}` takes 0 to 28 decimals, not {decimals}");
    }

    public static object? Plus(FunctionCall call) => Calculate(call, (left, right) => left + right);

    public static object? Minus(FunctionCall call) => Calculate(call, (left, right) => left - right);

    public static object? Times(FunctionCall call) => Calculate(call, (left, right) => left * right);

    /// <summary>Whole numbers give the whole part, rounded down; any other pair the exact quotient.</summary>
    public static object? DividedBy(FunctionCall call) => Calculate(call, (left, right) =>
        IsWhole(left) && IsWhole(right) ? decimal.Floor(left / right) : left / right);

    /// <summary>The rest of a division, with the sign of the dividend.</summary>
    public static object? Modulo(FunctionCall call) => Calculate(call, (left, right) => left % right);

    public static object? Min(FunctionCall call) => NumberValue.Exactly(Numbers(call).Min());

    public static object? Max(FunctionCall call) => NumberValue.Exactly(Numbers(call).Max());

    public static object? Sum(FunctionCall call)
    {
        var numbers = Numbers(call);
        return Guarded(call, numbers.Sum);
    }

    /// <summary>By a format of .NET (`0.00`, `N0`, `D3`), in English.</summary>
    public static object? Format(FunctionCall call)
    {
        var (number, format) = (call.Number(0), call.Text(1));
        if (format.Length > MaxFormatLength || format.Length > 3 && format.AsSpan(1).IndexOfAnyExceptInRange('0', '9') < 0)
        {
            throw call.Error($"`{call.Name}` takes a format of at most {MaxFormatLength} characters and 99 digits");
        }

        try
        {
            return IsWhole(number) && number is >= long.MinValue and <= long.MaxValue
                ? ((long)number).ToString(format, CultureInfo.InvariantCulture)
                : number.ToString(format, CultureInfo.InvariantCulture);
        }
        catch (FormatException)
        {
            throw call.Error($"`{format}` is no format for this number", "Write it like `0.00`, or `D3` for leading zeros of whole numbers");
        }
    }

    public static object? ToInteger(FunctionCall call)
    {
        var number = Parsed(call);
        return IsWhole(number) ? NumberValue.Of(number) : throw call.Error($"`{call.Name}` takes a whole number", "Use `math.floor`, `math.ceil` or `math.round` for a fraction");
    }

    public static object? ToNumber(FunctionCall call) => NumberValue.Exactly(Parsed(call));

    private static decimal Parsed(FunctionCall call) =>
        FunctionCall.NumberOf(call.Value(0)) ?? throw call.Error($"`{call.Name}` takes a text that is a number", "Guard it with `??` or `default` where it may be missing");

    private static bool IsWhole(decimal number) => number == decimal.Truncate(number);

    // One list, or the numbers one by one.
    private static List<decimal> Numbers(FunctionCall call)
    {
        IEnumerable<object?> values = call.Count == 1 && call.Value(0) is System.Collections.IEnumerable and not string ? call.Items(0) : call.Arguments;
        var numbers = values.Select(value => FunctionCall.NumberOf(value) ?? throw call.Error($"`{call.Name}` takes numbers, not a {Scope.ScriptValue.KindName(value)}")).ToList();
        return numbers.Count > 0 ? numbers : throw call.Error($"`{call.Name}` takes at least one number");
    }

    private static object? Calculate(FunctionCall call, Func<decimal, decimal, decimal> calculate)
    {
        var (left, right) = (call.Number(0), call.Number(1));
        return Guarded(call, () => calculate(left, right));
    }

    private static object? Guarded(FunctionCall call, Func<decimal> calculate)
    {
        try
        {
            return NumberValue.Exactly(calculate());
        }
        catch (DivideByZeroException)
        {
            throw call.Error($"`{call.Name}` cannot divide by zero");
        }
        catch (OverflowException)
        {
            throw call.Error($"`{call.Name}` gives a number of more than 28 digits");
        }
    }
}
