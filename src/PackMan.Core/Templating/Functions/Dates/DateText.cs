using System.Globalization;

namespace PackMan.Templating.Functions.Dates;

/// <summary>Points in time as text: RFC 3339, or by a pattern like `%Y-%m-%d` (strftime's, which Scriban has too). Always UTC and English.</summary>
internal static class DateText
{
    public static string Write(DateTime date) => date.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture);

    /// <summary>A date in any usual notation, in UTC unless it names a zone; null when the text is none.</summary>
    public static DateTime? TryParse(string text) =>
        DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var date) ? date : null;

    /// <exception cref="FormatException">The pattern has an unknown letter.</exception>
    public static string Write(DateTime date, string pattern) => Expand(pattern, letter => Field(date, letter), text => text);

    /// <exception cref="FormatException">The pattern has an unknown letter, or the text does not follow it.</exception>
    public static DateTime Parse(string text, string pattern)
    {
        var format = Expand(pattern, letter => NetFormat(letter) ?? throw new FormatException($"`%{letter}` cannot be read back"), Quoted);
        return DateTime.TryParseExact(text, format, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var date)
            ? date
            : throw new FormatException($"`{text}` does not follow the pattern");
    }

    private static string Expand(string pattern, Func<char, string> field, Func<string, string> literal)
    {
        var output = new System.Text.StringBuilder();
        for (var i = 0; i < pattern.Length; i++)
        {
            if (pattern[i] != '%')
            {
                output.Append(literal(pattern[i].ToString()));
                continue;
            }

            i++;
            output.Append(i == pattern.Length ? throw new FormatException("A `%` at the end stands for nothing; write `%%` for the sign itself")
                : pattern[i] == '%' ? literal("%")
                : field(pattern[i]));
        }

        return output.ToString();
    }

    private static string Field(DateTime date, char letter) => letter switch
    {
        'C' => Number(date.Year / 100, "D2"),
        'e' => Number(date.Day, "D").PadLeft(2),
        'j' => Number(date.DayOfYear, "D3"),
        'k' => Number(date.Hour, "D").PadLeft(2),
        'l' => Number((date.Hour + 11) % 12 + 1, "D").PadLeft(2),
        'P' => date.ToString("tt", CultureInfo.InvariantCulture).ToLowerInvariant(),
        's' => new DateTimeOffset(date).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture),
        'u' => Number(((int)date.DayOfWeek + 6) % 7 + 1, "D"),
        'w' => Number((int)date.DayOfWeek, "D"),
        'G' => Number(ISOWeek.GetYear(date), "D4"),
        'V' => Number(ISOWeek.GetWeekOfYear(date), "D2"),
        'z' => "+0000",
        'n' => "\n",
        't' => "\t",
        _ => NetFormat(letter) is { } format
            ? date.ToString(format.Length == 1 ? $"%{format}" : format, CultureInfo.InvariantCulture)
            : throw new FormatException($"`%{letter}` is no part of a date; known are letters like `%Y-%m-%dT%H:%M:%S`"),
    };

    private static string? NetFormat(char letter) => letter switch
    {
        'a' => "ddd",
        'A' => "dddd",
        'b' or 'h' => "MMM",
        'B' => "MMMM",
        'd' => "dd",
        'D' => "MM'/'dd'/'yy",
        'F' => "yyyy-MM-dd",
        'H' => "HH",
        'I' => "hh",
        'L' => "fff",
        'm' => "MM",
        'M' => "mm",
        'N' => "fffffff'00'",
        'p' => "tt",
        'r' => "hh':'mm':'ss tt",
        'R' => "HH':'mm",
        'S' => "ss",
        'T' => "HH':'mm':'ss",
        'y' => "yy",
        'Y' => "yyyy",
        'Z' => "'UTC'",
        _ => null,
    };

    private static string Quoted(string text) => text == "'" ? "\\'" : $"'{text}'";

    private static string Number(int value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
