using System.Globalization;
using System.Numerics;

namespace PackMan.Manifests;

/// <summary>
/// A Kubernetes quantity (`100Mi`, `250m`), counted in billionths as apimachinery's resource.Quantity does, rounded up below that.
/// </summary>
/// <param name="Nanos">Billionths.</param>
/// <param name="IsBinary">Whether it was written with a binary suffix (`Mi`), and so is written again.</param>
public readonly record struct Quantity(BigInteger Nanos, bool IsBinary) : IComparable<Quantity>
{
    private const int Nano = 9;
    private static readonly string[] Binary = ["", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei"];
    private static readonly string[] Decimal = ["n", "u", "m", "", "k", "M", "G", "T", "P", "E"];

    /// <summary>The quantity a text stands for; null when it stands for none.</summary>
    public static Quantity? TryParse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return TryParse(text, out var nanos, out var isBinary) ? new Quantity(nanos, isBinary) : null;
    }

    public int CompareTo(Quantity other) => Nanos.CompareTo(other.Nanos);

    /// <summary>The canonical form: `0.5` is `500m`, `1024Mi` is `1Gi`.</summary>
    public override string ToString() => Write(Nanos, IsBinary);

    public static bool operator <(Quantity left, Quantity right) => left.CompareTo(right) < 0;

    public static bool operator >(Quantity left, Quantity right) => left.CompareTo(right) > 0;

    public static bool operator <=(Quantity left, Quantity right) => left.CompareTo(right) <= 0;

    public static bool operator >=(Quantity left, Quantity right) => left.CompareTo(right) >= 0;

    private static bool TryParse(string text, out BigInteger nanos, out bool isBinary)
    {
        var end = text.Length;
        while (end > 0 && !char.IsAsciiDigit(text[end - 1]) && text[end - 1] != '.')
        {
            end--;
        }

        var (number, suffix) = (text[..end], text[end..]);
        var exponentAt = number.AsSpan().IndexOfAny('e', 'E');
        var exponent = 0;
        nanos = 0;
        isBinary = false;
        if (exponentAt > 0)
        {
            if (suffix.Length > 0 || !int.TryParse(number.AsSpan(exponentAt + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out exponent) || Math.Abs(exponent) > 30)
            {
                return false;
            }

            number = number[..exponentAt];
        }

        return TryParseDigits(number, exponent, out nanos) && TryScale(suffix, ref nanos, out isBinary);
    }

    private static bool TryParseDigits(string number, int exponent, out BigInteger nanos)
    {
        var digits = number.TrimStart('+', '-');
        var point = digits.IndexOf('.', StringComparison.Ordinal);
        var fraction = point < 0 ? "" : digits[(point + 1)..];
        var whole = (point < 0 ? digits : digits[..point]) + fraction;
        if (whole.Length is 0 or > 60 || !whole.All(char.IsAsciiDigit) || number.Length - digits.Length > 1)
        {
            nanos = 0;
            return false;
        }

        var shift = Nano + exponent - fraction.Length;
        var value = BigInteger.Parse(whole, CultureInfo.InvariantCulture);
        nanos = shift >= 0 ? value * BigInteger.Pow(10, shift) : RoundUp(value, BigInteger.Pow(10, -shift));
        nanos = number.StartsWith('-') ? -nanos : nanos;
        return true;
    }

    private static bool TryScale(string suffix, ref BigInteger nanos, out bool isBinary)
    {
        var binary = Array.IndexOf(Binary, suffix);
        isBinary = binary > 0;
        if (isBinary)
        {
            nanos *= BigInteger.Pow(1024, binary);
            return true;
        }

        var scale = Array.IndexOf(Decimal, suffix);
        if (scale < 0)
        {
            return false;
        }

        nanos = scale >= 3 ? nanos * BigInteger.Pow(1000, scale - 3) : RoundUp(nanos, BigInteger.Pow(1000, 3 - scale));
        return true;
    }

    private static BigInteger RoundUp(BigInteger value, BigInteger divisor)
    {
        var quotient = BigInteger.DivRem(value, divisor, out var rest);
        return rest.IsZero ? quotient : quotient + BigInteger.One;
    }

    private static string Write(BigInteger nanos, bool isBinary)
    {
        if (nanos.IsZero)
        {
            return "0";
        }

        var one = BigInteger.Pow(10, Nano);
        return isBinary && BigInteger.Abs(nanos) >= one * 1024 && (nanos % one).IsZero
            ? WriteScaled(nanos / one, 1024, Binary, 0)
            : WriteScaled(nanos, 1000, Decimal, 0);
    }

    private static string WriteScaled(BigInteger value, int step, string[] suffixes, int index)
    {
        while (index < suffixes.Length - 1 && (value % step).IsZero)
        {
            value /= step;
            index++;
        }

        return value.ToString(CultureInfo.InvariantCulture) + suffixes[index];
    }
}
