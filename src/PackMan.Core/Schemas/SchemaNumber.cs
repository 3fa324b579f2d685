using System.Globalization;
using System.Numerics;
using PackMan.Yaml;

namespace PackMan.Schemas;

/// <summary>A number of JSON without loss: digits times a power of ten, without trailing zeros, so that equal numbers are equal values.</summary>
internal readonly record struct SchemaNumber(BigInteger Digits, long Exponent) : IComparable<SchemaNumber>
{
    public bool IsInteger => Exponent >= 0;

    /// <summary>The number; null when it is infinite or not a number.</summary>
    public static SchemaNumber? Of(YamlNumber number)
    {
        if (!number.IsFinite)
        {
            return null;
        }

        var text = number.Json.AsSpan();
        var exponentAt = text.IndexOfAny('e', 'E');
        var exponent = exponentAt < 0 ? 0 : long.TryParse(text[(exponentAt + 1)..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var power) ? power : long.MaxValue / 2;
        var mantissa = exponentAt < 0 ? text : text[..exponentAt];
        var point = mantissa.IndexOf('.');
        var digits = (point < 0 ? mantissa.ToString() : string.Concat(mantissa[..point], mantissa[(point + 1)..])).AsSpan();
        var significant = digits.TrimEnd('0');
        if (significant.Trim("-0").IsEmpty)
        {
            return default(SchemaNumber);
        }

        var value = BigInteger.Parse(significant, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        return new SchemaNumber(value, exponent - (point < 0 ? 0 : mantissa.Length - point - 1) + (digits.Length - significant.Length));
    }

    public int CompareTo(SchemaNumber other)
    {
        if (Digits.Sign != other.Digits.Sign || Digits.IsZero)
        {
            return Digits.Sign.CompareTo(other.Digits.Sign);
        }

        // Powers are taken only between numbers of the same magnitude, so a hostile `1e999999999` costs nothing.
        var magnitude = Magnitude.CompareTo(other.Magnitude);
        return magnitude != 0
            ? magnitude * Digits.Sign
            : (Digits * TenTo(Exponent - other.Exponent)).CompareTo(other.Digits * TenTo(other.Exponent - Exponent));
    }

    public bool IsMultipleOf(SchemaNumber divisor)
    {
        if (Digits.IsZero || divisor.Digits.IsZero)
        {
            return Digits.IsZero;
        }

        var shift = Exponent - divisor.Exponent;
        return shift >= 0
            ? (Digits * BigInteger.ModPow(10, shift, BigInteger.Abs(divisor.Digits)) % divisor.Digits).IsZero
            : -shift <= DigitCount && (Digits % (divisor.Digits * TenTo(-shift))).IsZero;
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Digits}e{Exponent}");

    private int DigitCount => BigInteger.Abs(Digits).ToString(CultureInfo.InvariantCulture).Length;

    private long Magnitude => DigitCount + Exponent;

    private static BigInteger TenTo(long power) => power <= 0 ? BigInteger.One : BigInteger.Pow(10, (int)power);
}
