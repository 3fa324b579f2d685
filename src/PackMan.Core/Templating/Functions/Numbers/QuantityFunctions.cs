using System.Numerics;
using PackMan.Manifests;

namespace PackMan.Templating.Functions.Numbers;

/// <summary>Kubernetes quantities (`100Mi`, `250m`), which are strings with arithmetic of their own.</summary>
internal static class QuantityFunctions
{
    private const long Nano = 1_000_000_000;

    // As a decimal holds them; far more than any machine has.
    private static readonly BigInteger Most = (BigInteger)decimal.MaxValue;

    /// <summary>The plain number: bytes of `100Mi`, cores of `250m`.</summary>
    public static object? ToNumber(FunctionCall call)
    {
        var (whole, rest) = BigInteger.DivRem(Quantity(call, 0).Nanos, Nano);
        return BigInteger.Abs(whole) < Most
            ? NumberValue.Of((decimal)whole + (decimal)rest / Nano)
            : throw call.Error($"`{call.Name}` gives a number of more than 28 digits");
    }

    /// <summary>-1, 0 or 1, as the first is less than, equal to or more than the second.</summary>
    public static object? Compare(FunctionCall call) => Math.Sign(Quantity(call, 0).CompareTo(Quantity(call, 1)));

    /// <summary>The sum in canonical form, with a binary suffix when the first has one.</summary>
    public static object? Add(FunctionCall call) => Enumerable.Range(1, call.Count - 1)
        .Aggregate(Quantity(call, 0), (sum, index) => sum with { Nanos = sum.Nanos + Quantity(call, index).Nanos })
        .ToString();

    /// <summary>The product with a number, rounded up to a billionth.</summary>
    public static object? Times(FunctionCall call)
    {
        var (quantity, factor) = (Quantity(call, 0), call.Number(1));
        var bits = decimal.GetBits(factor);
        var divisor = BigInteger.Pow(10, bits[3] >> 16 & 0xFF);
        var product = quantity.Nanos * (BigInteger)new decimal(bits[0], bits[1], bits[2], factor < 0, 0);
        var quotient = BigInteger.DivRem(product, divisor, out var rest);
        return (quantity with { Nanos = rest > 0 ? quotient + 1 : quotient }).ToString();
    }

    private static Quantity Quantity(FunctionCall call, int index)
    {
        var text = call.Text(index);
        return Manifests.Quantity.TryParse(text) ?? throw call.Error($"`{text}` is no quantity", "Write it like `100Mi`, `1.5Gi`, `250m` or `2`");
    }
}
