using System.Text;

namespace PackMan.Templating.Functions.Security;

/// <summary>Base32 with its padding, RFC 4648, section 6.</summary>
internal static class Base32
{
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private const int LettersInGroup = 8;

    public static string Encode(ReadOnlySpan<byte> bytes)
    {
        var output = new StringBuilder();
        var (bits, count) = (0, 0);
        foreach (var value in bytes)
        {
            (bits, count) = (bits << 8 | value, count + 8);
            for (; count >= 5; count -= 5)
            {
                output.Append(Alphabet[bits >> (count - 5) & 31]);
            }

            bits &= (1 << count) - 1;
        }

        if (count > 0)
        {
            output.Append(Alphabet[bits << (5 - count) & 31]);
        }

        return output.Append('=', (LettersInGroup - output.Length % LettersInGroup) % LettersInGroup).ToString();
    }

    /// <exception cref="FormatException">The text is no base32.</exception>
    public static byte[] Decode(string text)
    {
        var letters = text.AsSpan().TrimEnd('=');
        var output = new List<byte>(letters.Length * 5 / 8);
        var (bits, count) = (0, 0);
        foreach (var letter in letters)
        {
            var value = Alphabet.IndexOf(letter, StringComparison.Ordinal);
            (bits, count) = (bits << 5 | value, count + 5);
            if (value < 0)
            {
                throw new FormatException("A letter is not of base32");
            }

            if (count >= 8)
            {
                count -= 8;
                output.Add((byte)(bits >> count));
                bits &= (1 << count) - 1;
            }
        }

        return text.Length % LettersInGroup == 0 && count < 5 && bits == 0 ? [.. output] : throw new FormatException("The end is cut off");
    }
}
